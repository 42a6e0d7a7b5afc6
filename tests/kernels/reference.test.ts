import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random } from "../../src/autograd/random.ts";
import { type Conv2dGeometry, conv2dGeometry, pool2dGeometry } from "../../src/kernels/geometry.ts";
import * as reference from "../../src/kernels/reference/index.ts";

const f64 = (...values: number[]): Float64Array => Float64Array.from(values);
const random = new Random(5);
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

function dot(a: Floats, b: Floats): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

describe("gemm", () => {
  const expected = [58, 64, 139, 154];

  test("[1 2 3; 4 5 6] times [7 8; 9 10; 11 12] is [58 64; 139 154], however the factors are stored", () => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = transposeA ? f64(1, 4, 2, 5, 3, 6) : f64(1, 2, 3, 4, 5, 6);
        const b = transposeB ? f64(7, 9, 11, 8, 10, 12) : f64(7, 8, 9, 10, 11, 12);
        const c = f64(9, 9, 9, 9);
        reference.gemm(a, b, c, { m: 2, n: 2, k: 3, transposeA, transposeB });
        expect([...c]).toEqual(expected);
      }
    }
  });

  test("the identity changes nothing, and an empty inner axis gives zeros", () => {
    const a = normals(6);
    const c = new Float64Array(6);
    reference.gemm(a, f64(1, 0, 0, 0, 1, 0, 0, 0, 1), c, { m: 2, n: 3, k: 3 });
    expect([...c]).toEqual([...a]);
    reference.gemm(f64(), f64(), c, { m: 2, n: 3, k: 0 });
    expect([...c]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("sums are kept in f64: 1e8 + 1 − 1e8 is 1 in Float32 too", () => {
    const c = new Float32Array(1);
    reference.gemm(Float32Array.of(1e8, 1, -1e8), Float32Array.of(1, 1, 1), c, { m: 1, n: 1, k: 3 });
    expect(c[0]).toBe(1);
  });
});

/** y[n,o,i,j] straight from the definition, asking for every tap whether it is inside. */
function convolutionByDefinition(x: Floats, weight: Floats, g: Conv2dGeometry): number[] {
  const y: number[] = [];
  const channels = g.inChannels / g.groups;
  for (let n = 0; n < g.batch; n++)
    for (let o = 0; o < g.outChannels; o++)
      for (let i = 0; i < g.outHeight; i++)
        for (let j = 0; j < g.outWidth; j++) {
          let sum = 0;
          for (let c = 0; c < channels; c++)
            for (let p = 0; p < g.kernelHeight; p++)
              for (let q = 0; q < g.kernelWidth; q++) {
                const row = i * g.stride[0] + p * g.dilation[0] - g.padding[0];
                const column = j * g.stride[1] + q * g.dilation[1] - g.padding[1];
                if (row < 0 || row >= g.inHeight || column < 0 || column >= g.inWidth) continue;
                const channel = Math.floor((o * g.groups) / g.outChannels) * channels + c;
                const at = ((n * g.inChannels + channel) * g.inHeight + row) * g.inWidth + column;
                sum += x[at] * weight[((o * channels + c) * g.kernelHeight + p) * g.kernelWidth + q];
              }
          y.push(sum);
        }
  return y;
}

const geometries: [string, Conv2dGeometry][] = [
  ["plain", conv2dGeometry("test", [2, 3, 6, 7], [4, 3, 3, 2])],
  ["padded", conv2dGeometry("test", [1, 2, 5, 4], [3, 2, 3, 3], { padding: [2, 1] })],
  ["strided", conv2dGeometry("test", [2, 1, 9, 8], [2, 1, 3, 3], { stride: [2, 3], padding: 1 })],
  ["dilated", conv2dGeometry("test", [1, 2, 8, 9], [2, 2, 3, 2], { dilation: [2, 3], padding: [0, 2] })],
  ["grouped", conv2dGeometry("test", [2, 6, 4, 4], [4, 3, 2, 2], { groups: 2 })],
  ["depthwise", conv2dGeometry("test", [1, 3, 5, 5], [6, 1, 3, 3], { groups: 3, padding: 1, stride: 2 })],
  ["padded beyond the kernel", conv2dGeometry("test", [1, 1, 2, 2], [1, 1, 2, 2], { padding: 3, stride: 2 })],
];

describe("conv2d", () => {
  test("a 2×2 kernel of ones adds up each 2×2 window", () => {
    const y = new Float64Array(4);
    const g = conv2dGeometry("test", [1, 1, 3, 3], [1, 1, 2, 2]);
    reference.conv2d(f64(1, 2, 3, 4, 5, 6, 7, 8, 9), f64(1, 1, 1, 1), y, g);
    expect([...y]).toEqual([12, 16, 24, 28]);
  });

  test.each(geometries)("%s: equals the definition, and both gradients are its transposes", (_, g) => {
    const x = normals(g.batch * g.inChannels * g.inHeight * g.inWidth);
    const weight = normals((g.outChannels * g.inChannels * g.kernelHeight * g.kernelWidth) / g.groups);
    const y = new Float64Array(g.batch * g.outChannels * g.outHeight * g.outWidth);
    reference.conv2d(x, weight, y, g);
    const defined = convolutionByDefinition(x, weight, g);
    for (let i = 0; i < y.length; i++) expect(y[i]).toBeCloseTo(defined[i], 12);
    const dy = normals(y.length);
    const dx = new Float64Array(x.length);
    const dWeight = new Float64Array(weight.length);
    reference.conv2dInputGradient(dy, weight, dx, g);
    reference.conv2dWeightGradient(x, dy, dWeight, g);
    expect(dot(x, dx)).toBeCloseTo(dot(y, dy), 10);
    expect(dot(weight, dWeight)).toBeCloseTo(dot(y, dy), 10);
  });

  test("errors name the sizes that do not fit", () => {
    const x = [2, 3, 8, 8];
    expect(() => conv2dGeometry("conv2d", x, [4, 1, 3, 3])).toThrow(
      "conv2d: input [2,3,8,8] has 3 channels, weight [4,1,3,3] needs 1 × 1 group = 1",
    );
    expect(() => conv2dGeometry("conv2d", x, [4, 1, 3, 3], { groups: 3 })).toThrow("4 output channels do not divide");
    expect(() => conv2dGeometry("conv2d", [3, 8, 8], [4, 3, 3, 3])).toThrow("input [3,8,8] needs 4 axes");
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 9, 3])).toThrow(
      "a window of 9×3 does not fit into input [2,3,8,8]",
    );
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 3, 0])).toThrow("a window of 3×0 does not fit");
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 3, 3], { stride: 0 })).toThrow(
      "stride must be a whole number, 1 or more, or two of them, got 0",
    );
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 3, 3], { padding: [1, -1] })).toThrow("or two of them, got [1,-1]");
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 3, 3], { dilation: 1.5 })).toThrow("or two of them, got 1.5");
    expect(() => conv2dGeometry("conv2d", x, [4, 3, 3, 3], { groups: 0 })).toThrow(
      "groups must be a whole number, 1 or more, got 0",
    );
  });
});

describe("pooling", () => {
  const x = f64(1, 2, 3, 4, 9, 6, 7, 8, 5);

  test("max pooling finds the largest of each window and sends the gradient back to it", () => {
    const g = pool2dGeometry("test", [1, 1, 3, 3], { kernelSize: 2, stride: 1 });
    const y = new Float64Array(4);
    const argmax = new Int32Array(4);
    reference.maxPool2d(x, y, argmax, g);
    expect([...y]).toEqual([9, 9, 9, 9]);
    expect([...argmax]).toEqual([4, 4, 4, 4]);
    const dx = new Float64Array(9);
    reference.maxPool2dGradient(f64(1, 2, 3, 4), argmax, dx);
    expect([...dx]).toEqual([0, 0, 0, 0, 10, 0, 0, 0, 0]);
  });

  test("padding never wins a maximum, the first of equals does, and so does NaN", () => {
    const g = pool2dGeometry("test", [1, 1, 2, 2], { kernelSize: 2, padding: 1 });
    const y = new Float64Array(4);
    const argmax = new Int32Array(4);
    reference.maxPool2d(f64(-1, -2, -3, -4), y, argmax, g);
    expect([...y]).toEqual([-1, -2, -3, -4]);
    const whole = pool2dGeometry("test", [1, 1, 2, 2], { kernelSize: 2 });
    reference.maxPool2d(f64(1, 7, 7, 7), y, argmax, whole);
    expect(argmax[0]).toBe(1);
    reference.maxPool2d(f64(1, 7, NaN, NaN), y, argmax, whole);
    expect([y[0], argmax[0]]).toEqual([NaN, 2]);
  });

  test("average pooling divides by the window, with or without its padding", () => {
    const y = new Float64Array(4);
    const options = { kernelSize: 2, padding: 1 };
    reference.avgPool2d(x, y, pool2dGeometry("test", [1, 1, 3, 3], options));
    expect([...y]).toEqual([0.25, 1.25, 2.75, 7]);
    reference.avgPool2d(x, y, pool2dGeometry("test", [1, 1, 3, 3], { ...options, countPadding: false }));
    expect([...y]).toEqual([1, 2.5, 5.5, 7]);
  });

  test.each([true, false])("the average's gradient is its transpose (padding counted: %s)", (countPadding) => {
    const options = { kernelSize: [3, 2], stride: [2, 1], padding: 1, countPadding } as const;
    const g = pool2dGeometry("test", [2, 2, 6, 5], options);
    const input = normals(2 * 2 * 6 * 5);
    const y = new Float64Array(2 * 2 * g.outHeight * g.outWidth);
    reference.avgPool2d(input, y, g);
    const dy = normals(y.length);
    const dx = new Float64Array(input.length);
    reference.avgPool2dGradient(dy, dx, g);
    expect(dot(input, dx)).toBeCloseTo(dot(y, dy), 10);
  });

  test("a window that could see padding alone is refused", () => {
    expect(() => pool2dGeometry("maxPool2d", [1, 1, 4, 4], { kernelSize: 3, padding: 2 })).toThrow(
      "maxPool2d: padding must be at most half the kernel size 3×3, got 2×2",
    );
    expect(() => pool2dGeometry("maxPool2d", [1, 1, 0, 4], { kernelSize: 2, padding: 1 })).toThrow("does not fit");
  });
});

describe("along one axis", () => {
  test("the sum over the middle axis keeps the outer and the inner one", () => {
    const y = new Float64Array(4);
    reference.sumAxis(f64(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), y, 2, 3, 2);
    expect([...y]).toEqual([9, 12, 27, 30]);
    reference.sumAxis(f64(), y, 4, 0, 1);
    expect([...y]).toEqual([0, 0, 0, 0]);
  });

  test("a NaN is above Infinity as a maximum and below −Infinity as a minimum", () => {
    const y = new Float64Array(3);
    const x = f64(1, 5, 5, -Infinity, -Infinity, -Infinity, Infinity, NaN, 3);
    reference.maxAxis(x, y, 3, 3, 1);
    expect([...y]).toEqual([5, -Infinity, NaN]);
    reference.minAxis(x, y, 3, 3, 1);
    expect([...y]).toEqual([1, -Infinity, NaN]);
    reference.maxAxis(x, y, 1, 3, 3);
    expect([...y]).toEqual([Infinity, NaN, 5]);
  });

  test("softmax of [0, ln 3] is [1/4, 3/4], also when 1000 is added to both", () => {
    const y = new Float64Array(4);
    reference.softmax(f64(0, Math.log(3), 1000, 1000 + Math.log(3)), y, 2, 2, 1);
    for (const [i, p] of [0.25, 0.75, 0.25, 0.75].entries()) expect(y[i]).toBeCloseTo(p, 12);
    reference.softmax(f64(0, 1000, Math.log(3), 1000 + Math.log(3)), y, 1, 2, 2);
    for (const [i, p] of [0.25, 0.25, 0.75, 0.75].entries()) expect(y[i]).toBeCloseTo(p, 12);
  });

  test("logSumExp of equal numbers is that number plus the logarithm of how many; of infinities, infinite", () => {
    const y = new Float64Array(3);
    reference.logSumExp(f64(700, 700, 0, -Infinity, -Infinity, -Infinity, Infinity, 0, 0), y, 3, 3, 1);
    expect(y[0]).toBeCloseTo(700 + Math.log(2), 12);
    expect([y[1], y[2]]).toEqual([-Infinity, Infinity]);
  });

  test("cross-entropy is −ln of the probability of the label", () => {
    const losses = new Float64Array(2);
    const sums = new Float64Array(2);
    const exps = reference.softmaxCrossEntropy(f64(0, 0, 0, 1, 2, 3), [2, 0], sums, losses, 3);
    expect(losses[0]).toBeCloseTo(Math.log(3), 12);
    expect(losses[1]).toBeCloseTo(-Math.log(exps[3] / sums[1]), 12);
    expect(exps[3] + exps[4] + exps[5]).toBeCloseTo(sums[1], 12);
  });

  test("a bias is added to every row, or to every output channel of a convolution", () => {
    const y = new Float64Array(4);
    reference.addRowBias(f64(1, 2, 3, 4), f64(10, 20), y, 2, 2);
    expect([...y]).toEqual([11, 22, 13, 24]);
    const g = conv2dGeometry("test", [1, 1, 1, 2], [2, 1, 1, 1]);
    reference.conv2d(f64(1, 2), f64(1, 3), y, g, f64(10, 20));
    expect([...y]).toEqual([11, 12, 23, 26]);
  });
});
