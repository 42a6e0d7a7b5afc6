/** @file Every op refuses what it cannot do and says who refuses, what was given and what was needed. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
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
