/** @file The SIMD kernels of gelu and silu against integrals in Float64, which lose no digits for negative x. */
import { afterEach, describe, expect, it } from "vitest";
import { tensor } from "../../src/autograd/create/tensor.ts";
import { gelu } from "../../src/autograd/ops/activations/gelu.ts";
import { silu } from "../../src/autograd/ops/activations/silu.ts";
import type { Tensor } from "../../src/autograd/tensor.ts";
import { useFast } from "../../src/kernels/useFast.ts";
import { useReference } from "../../src/kernels/useReference.ts";

/** Φ(−a) = ∫₀^∞ φ(a + u) du by Simpson's rule, for a ≥ 0. */
function tail(a: number): number {
  const f = (u: number): number => Math.exp(-a * u - (u * u) / 2);
  const step = 1 / 256;
  let sum = f(0);
  for (let i = 1; i * step < 12; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * step);
  return ((sum * step) / 3) * density(a);
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** The distance in steps of the last Float32 place; numbers below the normal range have that of the least normal. */
function units(actual: number, exact: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(exact))));
  return Math.abs(actual - exact) / 2 ** (exponent - 23);
}

/** From −12 to 12, dense around 0. */
const x = Float32Array.from({ length: 601 }, (_, i) => 12 * ((i - 300) / 300) ** 3);

/** y and dx of an op. */
function run(op: (x: Tensor) => Tensor, values: Float32Array, dy = new Float32Array(values.length).fill(1)) {
  const input = tensor(values, { requiresGrad: true });
  const y = op(input);
  y.backward({ seed: dy });
  return { y: y.data as Float32Array, dx: input.grad as Float32Array };
}

afterEach(useFast);

const worst = (values: Float32Array, exact: (x: number) => number): number =>
  values.reduce((most, value, i) => Math.max(most, units(value, exact(x[i]))), 0);

describe("the kernels of gelu", () => {
  it("keep all digits of y, also where Φ(x) vanishes", () => {
    const { y } = run(gelu, x);
    expect(worst(y, (v) => (v < 0 ? v * tail(-v) : v - v * tail(v)))).toBeLessThanOrEqual(5);
  });

  it("keep all digits of y′ but around its root", () => {
    const { dx } = run(gelu, x);
    const exact = (v: number): number => (v < 0 ? tail(-v) : 1 - tail(v)) + v * density(v);
    for (const [i, v] of x.entries()) expect(Math.abs(dx[i] - exact(v))).toBeLessThan(3e-7 * Math.abs(exact(v)) + 4e-8);
  });

  it.each([
    ["gelu", gelu],
    ["gelu by tanh", (x: Tensor) => gelu(x, { approximate: "tanh" })],
    ["silu", silu],
  ] as const)("%s and its gradient agree with the plain loops, special values too", (_, op) => {
    const given = Float32Array.of(...x, -0, NaN, Infinity, -Infinity, 1e-42, -1e-42, 30, -30, 3e38, -3e38);
    const dy = Float32Array.from(given, (_, i) => 1 + (i % 7));
    const fast = run(op, given, dy);
    useReference();
    const plain = run(op, given, dy);
    expect(Object.is(fast.y[x.length], -0)).toBe(true);
    expectClose(fast.y, plain.y);
    expectClose(fast.dx, plain.dx);
  });
});

describe("slopes of gelu, which the forward kernel leaves for backward", () => {
  it.each([
    ["forward", useReference, useFast],
    ["backward", useFast, useReference],
  ])("are optional: the plain loops of %s give the same gradient", (_, before, after) => {
    const { dx } = run(gelu, x);
    before();
    const input = tensor(x, { requiresGrad: true });
    const y = gelu(input);
    after();
    y.backward({ seed: new Float32Array(x.length).fill(1) });
    expectClose(input.grad as Float32Array, dx);
  });

  it("do not lie in the memory of y", () => {
    const input = tensor(x, { requiresGrad: true });
    const y = gelu(input);
    y.data.fill(0);
    y.backward({ seed: new Float32Array(x.length).fill(1) });
    expectClose(input.grad as Float32Array, run(gelu, x).dx);
  });
});

function expectClose(actual: Float32Array, expected: Float32Array): void {
  for (const [i, value] of expected.entries()) {
    if (!Number.isFinite(value)) expect(actual[i]).toBe(value);
    else expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value) + 1e-6);
  }
}
