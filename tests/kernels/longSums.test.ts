/** @file Sums of up to a million terms: the fast kernels stay within 1e-6 of the exact value. */
import { describe, expect, test } from "vitest";
import { conv2dGeometry, pool2dGeometry } from "../../src/kernels/geometry.ts";
import * as kernels from "../../src/kernels/index.ts";
import { instance } from "../../src/kernels/wasm/instance.ts";

const filled = (length: number, value: number): Float32Array => new Float32Array(length).fill(value);
/** 1e6 × 0.1, where 0.1 is the nearest Float32. */
const exact = 1e6 * Math.fround(0.1);

test("there is a WebAssembly module here, so the fast kernels run", () => {
  expect(instance()).not.toBeNull();
});

describe("1e6 products of 0.1 and 1", () => {
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("gemm adds long products in f64, transposed %s and %s", (transposeA, transposeB) => {
    const c = filled(2, 7);
    kernels.gemm(filled(1e6, 0.1), filled(2e6, 1), c, { m: 1, n: 2, k: 1e6, transposeA, transposeB });
    for (const sum of c) expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-6);
  });

  test.each([
    [1, 1000, 1000],
    [100, 100, 100],
    [10_000, 10, 10],
    [250_000, 2, 2],
  ])("conv2d's weight gradient of %i images of %i×%i", (batch, height, width) => {
    const g = conv2dGeometry("test", [batch, 1, height, width], [1, 1, 1, 1], {});
    const dWeight = filled(1, 7);
    kernels.conv2dWeightGradient(filled(1e6, 0.1), filled(1e6, 1), dWeight, g);
    expect(Math.abs(dWeight[0] / exact - 1)).toBeLessThan(1e-6);
  });

  test("sumAxis gives Float64 sums of Float32 rows unrounded", () => {
    const sums = new Float64Array(2);
    kernels.sumAxis(filled(2e6, 0.1), sums, 2, 1e6, 1);
    for (const sum of sums) expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-12);
  });
});

test("gemm picks the right elements of both operands in every piece of a long product", () => {
  const [m, n, k] = [3, 5, 4100];
  const a = Float32Array.from({ length: m * k }, (_, i) => ((i * 7) % 11) - 5);
  const b = Float32Array.from({ length: k * n }, (_, i) => ((i * 5) % 13) - 6);
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const shape = { m, n, k, transposeA, transposeB };
      const [fast, exactly] = [filled(m * n, 7), new Float64Array(m * n)];
      kernels.gemm(a, b, fast, shape);
      kernels.gemm(Float64Array.from(a), Float64Array.from(b), exactly, shape);
      expect([...fast]).toEqual([...exactly]);
    }
  }
});

test("maxPool2d's gradient adds overlapping windows in f64", () => {
  const g = pool2dGeometry("test", [1, 1, 5, 5], { kernelSize: 3, stride: 1 });
  const dx = filled(25, 7);
  // Each 2⁻²⁵ alone would be lost beside 1 in Float32.
  const dy = filled(9, 2 ** -25).fill(1, 0, 1);
  kernels.maxPool2dGradient(dy, new Int32Array(9).fill(12), dx, g);
  expect(dx[12]).toBe(1 + 2 ** -22);
  expect(dx.reduce((sum, value) => sum + value)).toBe(1 + 2 ** -22);
});
