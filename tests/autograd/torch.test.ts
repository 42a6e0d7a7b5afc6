/** @file Forward values and gradients as PyTorch computes them; torch_ops.py makes the file of cases. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { batchNorm, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import { evaluateCall } from "../support/evaluateCall.ts";

/** NaN and ±Infinity are texts. */
type Numbers = (number | string)[];

interface Input {
  shape: number[];
  values: Numbers;
}

interface Case {
  call: string;
  inputs: Input[];
  shape: number[];
  values: Numbers;
  seed: number[];
  gradients: Numbers[];
}

interface Fixture {
  batchNormStatistics: { x: Input; momentum: number; before: Numbers[]; after: Numbers[] };
  cases: Case[];
}

const fixture: Fixture = JSON.parse(readFileSync(new URL("torch_ops.json", import.meta.url), "utf8"));

const names = "abc";

function expectClose(actual: ArrayLike<number>, expected: Numbers, tolerance: number, what: string): void {
  expect(actual.length, what).toBe(expected.length);
  for (const [i, value] of expected.map(Number).entries()) {
    if (!Number.isFinite(value)) expect(actual[i], `${what}[${i}]`).toBe(value);
    if (!Number.isFinite(value)) continue;
    const allowed = tolerance * Math.max(1, Math.abs(value));
    expect(Math.abs(actual[i] - value), `${what}[${i}]: ${actual[i]} against ${value}`).toBeLessThanOrEqual(allowed);
  }
}

function compare(
  { call, inputs, shape, values, seed, gradients }: Case,
  Kind: typeof Float64Array | typeof Float32Array,
) {
  const tolerance = Kind === Float64Array ? 1e-12 : 3e-6;
  const tensors = inputs.map((input) =>
    tensor(Kind.from(input.values.map(Number)), { shape: input.shape, requiresGrad: true }),
  );
  const y = evaluateCall(call, tensors);
  expect(y.shape).toEqual(shape);
  expect(y.data).toBeInstanceOf(Kind);
  expectClose(y.data, values, tolerance, "y");
  y.backward({ seed });
  for (const [i, x] of tensors.entries()) {
    expectClose(x.grad ?? [], gradients[i], tolerance, `gradient of ${names[i]}`);
  }
}

describe("values and gradients are PyTorch's", () => {
  it.each(fixture.cases)("to 1e-12 in Float64: $call", (given) => compare(given, Float64Array));
  it.each(fixture.cases)("to a few units of rounding in Float32: $call", (given) => compare(given, Float32Array));

  it("every exported op is among the cases, but dropout, whose random stream is our own", () => {
    const called = new Set(fixture.cases.flatMap(({ call }) => [...call.matchAll(/(\w+)\(/g)].map(([, name]) => name)));
    const exported = Object.entries(ops).filter(([, value]) => typeof value === "function");
    expect(exported.map(([name]) => name).filter((name) => !called.has(name))).toEqual(["dropout"]);
  });
});

it("batchNorm moves the running statistics as PyTorch does, the variance by the unbiased estimate", () => {
  const { x, momentum, before, after } = fixture.batchNormStatistics;
  const [runningMean, runningVariance] = before.map((values) => tensor(values.map(Number), { dtype: "float64" }));
  const input = tensor(Float64Array.from(x.values.map(Number)), { shape: x.shape });
  batchNorm(input, null, null, { runningMean, runningVariance, momentum });
  expectClose(runningMean.data, after[0], 1e-12, "running mean");
  expectClose(runningVariance.data, after[1], 1e-12, "running variance");
  const moved = runningMean.data.slice();
  batchNorm(input, null, null, { runningMean, runningVariance, training: false });
  expect(runningMean.data).toEqual(moved);
});
