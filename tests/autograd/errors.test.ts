/** @file Every op refuses what it cannot do and says who refuses, what was given and what was needed. */

import { describe, expect, it } from "vitest";
import { Random, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import { arithmetic } from "../support/opErrors/arithmetic.ts";
import { losses } from "../support/opErrors/losses.ts";
import { networks } from "../support/opErrors/networks.ts";
import { x } from "../support/opErrors/opError.ts";
import { reductions } from "../support/opErrors/reductions.ts";
import { shapes } from "../support/opErrors/shapes.ts";

const cases = [...arithmetic, ...reductions, ...shapes, ...networks, ...losses];

describe("an error names the op, what was given and what was needed", () => {
  it.each(cases)("%s: %s", (_what, call, message) => {
    expect(call).toThrow(message);
  });

  it.each<[(nothing: never) => unknown, string]>([
    [(nothing) => ops.maxPool2d(x(1, 1, 2, 2), nothing), "maxPool2d: kernelSize must be a whole number, 1 or more"],
    [(nothing) => ops.avgPool2d(x(1, 1, 2, 2), nothing), "avgPool2d: kernelSize must be a whole number, 1 or more"],
    [(nothing) => ops.permute(x(2, 3), nothing), "permute: the order must be a list of axes"],
    [(nothing) => ops.expand(x(2, 3), nothing), "expand: the shape must be a list"],
    [(nothing) => ops.pad(x(2, 3), nothing), "pad: widths must be [before, after]"],
    [(nothing) => ops.pad(x(2, 3), [nothing, [0, 0]]), "pad: widths must be [before, after]"],
    [(nothing) => ops.slice(x(2, 3), [nothing, nothing, nothing]), "slice: "],
    [() => ops.slice(x(2, 3), new Array(2) as never[]), "slice: the ranges must be a list"],
    [(nothing) => ops.gather(x(2, 3), 0, nothing), "gather: indices must be a tensor or a list of whole numbers"],
    [(nothing) => ops.embedding(x(2, 3), nothing), "embedding: indices must be a tensor or a list of whole numbers"],
    [(nothing) => x(2).assign(nothing), "assign: [2] needs 2 values, got "],
  ])("for null and undefined: %s", (call, message) => {
    for (const nothing of [null, undefined] as never[]) expect(() => call(nothing)).toThrow(message);
  });

  it("for null instead of weights and of a seed", () => {
    const weightless = { classWeights: null as never };
    const message = "classWeights must have one weight for each of the 3 classes, got null";
    expect(() => ops.nll(x(1, 3), [0], weightless)).toThrow(message);
    expect(() => ops.crossEntropy(x(1, 3), [0], weightless)).toThrow(message);
    const y = ops.exp(tensor([1, 2], { requiresGrad: true }));
    expect(() => y.backward({ seed: null as never })).toThrow(
      "backward: the seed must have 2 values for [2], got null",
    );
  });

  it("for every op that can be misused", () => {
    const tested = new Set(cases.map(([, , message]) => message.split(":")[0]));
    const elementwise = [
      "abs",
      "cos",
      "elu",
      "exp",
      "leakyRelu",
      "log",
      "neg",
      "relu",
      "sigmoid",
      "silu",
      "sin",
      "softplus",
      "sqrt",
      "tanh",
    ];
    const alike = ["sub", "div"];
    const exported = Object.entries(ops).filter(([, value]) => typeof value === "function");
    expect(
      exported
        .map(([name]) => name)
        .filter((name) => !tested.has(name))
        .sort(),
    ).toEqual([...elementwise, ...alike].sort());
  });

  // `where` takes nested arrays as its condition.
  it.each(Object.keys(ops).filter((name) => name !== "where"))(
    "%s: an array, nothing or numbers for a tensor",
    (name) => {
      const op = (ops as unknown as Record<string, (...given: unknown[]) => unknown>)[name];
      const second: Record<string, unknown> = {
        gelu: {},
        clamp: { min: 0 },
        reshape: [4],
        expand: [4],
        permute: [0],
        slice: [null],
      };
      for (const given of [[1, 2], undefined, null, new Float32Array(4), { data: [1] }]) {
        const first = name === "concat" || name === "stack" ? [x(2), given] : given;
        const call = () => op(first, second[name] ?? 0, ...(name === "dropout" ? [new Random(1)] : []));
        expect(call).toThrow(TypeError);
        expect(call).toThrow(new RegExp(`^${name}: .* must be (a tensor|one list)`));
      }
    },
  );

  it("as a RangeError or TypeError, so that a caller can tell it from a failure of our own", () => {
    for (const [, call, message] of cases) {
      let error: unknown;
      try {
        call();
      } catch (caught) {
        error = caught;
      }
      expect(error instanceof RangeError || error instanceof TypeError, message).toBe(true);
    }
  });
});
