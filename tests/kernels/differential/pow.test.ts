/** @file The SIMD kernels of general powers against their loops: at most 2 units in the last place. */

import { afterEach, describe, expect, it } from "vitest";
import { tensor } from "../../../src/autograd/create/tensor.ts";
import { pow } from "../../../src/autograd/ops/arithmetic/pow.ts";
import { Random } from "../../../src/autograd/random.ts";
import { useFast } from "../../../src/kernels/useFast.ts";
import { useReference } from "../../../src/kernels/useReference.ts";
import { rounds, run, special, unitsApart } from "../../support/kernels/elementwise.ts";

afterEach(useFast);

const exponents = [1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.7, -1.7, 101, -101, 9, 11.5, 1e-3, 16777216, 1e9];
const bases = [...special, 1, -1, 2, -2, -3, 0.5, 1e-30, -1e-30, 0.9999999, 1.0000001, 0.70710677, 0.70710683];
const seeds = [1, 0, -0, Infinity, -Infinity, NaN, 1e-30, -1e30];

/** The largest distance of the kernels' y, ∂y/∂x and ∂y/∂p from those of the loops in Float64. */
function worstOf(base: Float32Array, exponent: Float32Array, seed: Float32Array): number[] {
  const pair = [base, exponent].map((values) => tensor(values, { requiresGrad: true }));
  const twice = pair.map(({ data }) => tensor(Float64Array.from(data), { dtype: "float64", requiresGrad: true }));
  const [y, dx, dp] = run(pow, pair, seed);
  const [exactY, exactDx] = run(pow, twice, seed);
  // Its loop takes y as it was rounded.
  const exactDp = y.map((power, i) =>
    base[i] === 0 && Number.isFinite(power) ? 0 : seed[i] * power * Math.log(base[i]),
  );
  const exact = [exactY, exactDx, exactDp];
  return [y, dx, dp].map((values, k) =>
    values.reduce((worst, value, i) => Math.max(worst, unitsApart(value, exact[k][i])), 0),
  );
}

describe("pow", () => {
  it("of special bases by special exponents, with special gradients", () => {
    const all = bases.flatMap((x) => [...special, ...exponents].flatMap((p) => seeds.map((dy) => [x, p, dy] as const)));
    const [x, p, dy] = [0, 1, 2].map((k) => Float32Array.from(all, (triple) => triple[k]));
    for (const worst of worstOf(x, p, dy)) expect(worst).toBeLessThanOrEqual(2);
  });

  it("of bases in the whole range, near 1 too, by exponents for results in the whole range", () => {
    const random = new Random(18);
    const uniform = (below: number, above: number): number => below + (above - below) * random.uniform();
    for (let round = 0; round < rounds; round++) {
      const x = Float32Array.from({ length: 1 + random.integer(200) }, () =>
        round % 2 === 0 ? 2 ** uniform(-148, 127) : 1 + uniform(-0.5, 0.5) * 2 ** uniform(-21, 0),
      );
      const p = x.map((value) => uniform(-155, 133) / (Math.log2(value) || 1));
      const dy = x.map(() => random.normal());
      for (const worst of worstOf(x, p, dy)) expect(worst).toBeLessThanOrEqual(2);
    }
  });

  it("one result for an element, wherever it is in an array of any length", () => {
    const random = new Random(19);
    const [x, p] = [bases, exponents].map((list) =>
      Float32Array.from({ length: 400 }, () =>
        random.integer(5) === 0 ? list[random.integer(list.length)] : 3 * random.uniform(),
      ),
    );
    const seed = new Float32Array(400).fill(3);
    const between = (start: number, end: number): number[][] =>
      run(
        pow,
        [x, p].map((values) => tensor(values.slice(start, end), { requiresGrad: true })),
        seed,
      );
    const whole = between(0, 400);
    for (let i = 0; i < 40; i++) {
      const start = random.integer(400);
      const end = Math.min(400, start + 1 + random.integer(9));
      expect(between(start, end)).toEqual(whole.map((values) => values.slice(start, end)));
    }
  });

  it("numbers, rows and columns on either side, as the loops have them", () => {
    const random = new Random(20);
    const make = (shape: readonly number[]) => {
      const length = shape.reduce((product, n) => product * n, 1);
      return tensor(
        Float32Array.from({ length }, () => 1.1 + random.uniform()),
        { shape, requiresGrad: true },
      );
    };
    const matrix = make([9, 37]);
    const seed = new Float32Array(2 * 9 * 37).fill(1);
    for (const other of [[], [1], [37], [9, 1], [2, 9, 37]].map(make)) {
      for (const pair of [
        [matrix, other],
        [other, matrix],
      ]) {
        const fast = run(pow, pair, seed);
        useReference();
        const expected = run(pow, pair, seed);
        useFast();
        const ratios = fast.flatMap((values, k) => values.map((value, i) => value / expected[k][i]));
        expect(Math.max(...ratios)).toBeLessThan(1 + 2e-6);
        expect(Math.min(...ratios)).toBeGreaterThan(1 - 2e-6);
      }
    }
  });
});
