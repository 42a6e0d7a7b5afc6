/** @file The fast layer norm against its plain loops in Float64: both results and all three gradients. */
import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random } from "../../src/autograd/random.ts";
import { layerNorm } from "../../src/kernels/layerNorm.ts";
import { layerNormGradient } from "../../src/kernels/layerNormGradient.ts";
import * as reference from "../../src/kernels/reference/layerNorm.ts";
import { layerNorm as fast, layerNormGradient as fastGradient } from "../../src/kernels/wasm/layerNorm.ts";
import { columnMagnitudes, expectNear, partOfArray } from "../support/kernelChecks.ts";

const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;

interface Case {
  x: Float32Array;
  dy: Float32Array;
  weight: Float32Array;
  bias: Float32Array;
  eps: number;
}

function someCase(random: Random, rows: number, n: number, make = () => random.normal()): Case {
  const normal = (): number => random.normal();
  const [x, dy] = [partOfArray(random, rows * n, make), partOfArray(random, rows * n, normal)];
  return { x, dy, weight: partOfArray(random, n, normal), bias: partOfArray(random, n, normal), eps: 1e-5 };
}

type Kernels = Pick<typeof reference, "layerNorm" | "layerNormGradient">;

function run(
  kernels: Kernels,
  { x, dy, weight, bias, eps }: Case,
  Kind: Float32ArrayConstructor | Float64ArrayConstructor,
) {
  const make = (given: Float32Array): Floats => Kind.from(given);
  const rows = x.length / weight.length;
  const [mean, scale] = [new Float64Array(rows), new Float64Array(rows)];
  const [y, dx, dWeight, dBias] = [x.length, x.length, weight.length, weight.length].map((n) => new Kind(n).fill(7));
  kernels.layerNorm(make(x), make(weight), make(bias), y, mean, scale, eps);
  kernels.layerNormGradient(make(dy), make(x), make(weight), mean, scale, dx, dWeight, dBias);
  return { y, dx, dWeight, dBias, mean, scale };
}

/** Kernels that fail where the fast form does not apply. */
const onlyFast: Kernels = {
  layerNorm: (...operands) => expect(fast(...operands)).toBe(true),
  layerNormGradient: (...operands) => expect(fastGradient(...operands)).toBe(true),
};

function compare(given: Case, kernels: Kernels = onlyFast): void {
  const { x, dy, weight, bias } = given;
  const n = weight.length;
  const actual = run(kernels, given, Float32Array);
  const exact = run(reference, given, Float64Array);
  const xHat = x.map((value, i) => (value - exact.mean[Math.floor(i / n)]) * exact.scale[Math.floor(i / n)]);
  const what = `${x.length / n} rows of ${n}`;
  expectNear(actual.y, exact.y, (i) => Math.abs(xHat[i] * weight[i % n]) + Math.abs(bias[i % n]), 6, `y, ${what}`);
  const g = dy.map((d, i) => Math.abs(d * weight[i % n]));
  const largest = (row: number): number => Math.max(...g.subarray(row * n, (row + 1) * n));
  const term = (i: number): number =>
    exact.scale[Math.floor(i / n)] * (1 + Math.abs(xHat[i])) * largest(Math.floor(i / n));
  expectNear(actual.dx, exact.dx, term, 12, `dx, ${what}`);
  const products = dy.map((d, i) => d * xHat[i]);
  expectNear(actual.dWeight, exact.dWeight, columnMagnitudes(products, n), 12, `dWeight, ${what}`);
  expectNear(actual.dBias, exact.dBias, columnMagnitudes(dy, n), 12, `dBias, ${what}`);
}

describe("the fast layer norm", () => {
  test("agrees with the plain loops at random shapes and offsets, subnormal numbers included", () => {
    const random = new Random(1);
    for (let round = 0; round < rounds; round++) {
      const given = someCase(random, random.integer(40), 1 + random.integer(30));
      for (let i = random.integer(9); i < given.x.length; i += 1 + random.integer(9))
        given.x[i] = [0, -0, 1e-40, -1e-44][random.integer(4)];
      compare(given);
    }
  });

  test.each([1, 3, 5, 1000])("keeps its digits where rows of %i numbers have mean 1e4 and variance 1", (n) => {
    const random = new Random(2);
    compare(someCase(random, 7, n, () => 1e4 + random.normal()));
  });

  test("keeps its digits where the first number of a row is far from the others", () => {
    const random = new Random(3);
    const given = someCase(random, 5, 999);
    for (let row = 0; row < 5; row++) given.x[row * 999] = 10 ** (3 * row) * (row % 2 === 0 ? 1 : -1);
    compare(given);
  });

  test.each([1, 3, 5, 1000])("gives the bias where a row of %i numbers is constant", (n) => {
    const random = new Random(4);
    const given = someCase(random, 3, n, () => 12345.678);
    const { y, scale } = run(onlyFast, given, Float32Array);
    expect([...y]).toEqual([...given.bias, ...given.bias, ...given.bias]);
    expect([...scale]).toEqual(new Array(3).fill(1 / Math.sqrt(1e-5)));
  });

  test.each([5, 8])("has a finite gradient where the mean of a row of %i over its deviation is beyond f32", (n) => {
    const { dx } = run(
      onlyFast,
      someCase(new Random(6), 2, n, () => 2e36),
      Float32Array,
    );
    expect(dx.every(Number.isFinite)).toBe(true);
  });

  test("makes every number of a row NaN that has a NaN or an infinity, and of no other row", () => {
    const random = new Random(5);
    for (let round = 0; round < 50; round++) {
      const n = 2 + random.integer(9);
      const given = someCase(random, 4, n);
      given.x[n + random.integer(n)] = [NaN, Infinity, -Infinity][round % 3];
      given.dy[3 * n + random.integer(n)] = NaN;
      const { y, dx } = run(onlyFast, given, Float32Array);
      expect(Array.from(y, Number.isNaN)).toEqual(Array.from(y, (_, i) => Math.floor(i / n) === 1));
      expect(Array.from(dx, Number.isNaN)).toEqual(Array.from(dx, (_, i) => [1, 3].includes(Math.floor(i / n))));
    }
  });

  test("leaves rows whose squares exceed the range of Float32 to the plain loops", () => {
    const random = new Random(6);
    const given = someCase(random, 3, 10, () => 1e30 * random.normal());
    const actual = run({ layerNorm, layerNormGradient }, given, Float32Array);
    expect(actual).toEqual(run(reference, given, Float32Array));
    const small = { ...someCase(random, 3, 10, () => 1e-30 * random.normal()), eps: 0 };
    expect(run({ layerNorm, layerNormGradient }, small, Float32Array)).toEqual(run(reference, small, Float32Array));
  });

  test("repeats its bits, whatever an earlier call left in the memory", () => {
    const random = new Random(7);
    const given = someCase(random, 21, 13);
    const first = run(onlyFast, given, Float32Array);
    run(
      onlyFast,
      someCase(random, 50, 50, () => NaN),
      Float32Array,
    );
    expect(run(onlyFast, given, Float32Array)).toEqual(first);
  });
});
