/** @file Fast convolution against its twin in reference/, which is the specification. */

import { describe, expect, test } from "vitest";
import { tensor } from "../../../src/autograd/create/tensor.ts";
import { tanh } from "../../../src/autograd/ops/activations/tanh.ts";
import { Random } from "../../../src/autograd/random.ts";
import { type Conv2dGeometry, conv2dGeometry } from "../../../src/kernels/geometry.ts";
import * as fast from "../../../src/kernels/index.ts";
import * as reference from "../../../src/kernels/reference/index.ts";
import { broken, compareSums, type Kernels, normals, rounds, spoil, tiny } from "../../support/kernels/differential.ts";

function randomGeometry(random: Random): Conv2dGeometry {
  const few = (n: number): number => 1 + random.integer(n);
  const groups = few(3);
  const channels = few(3);
  const kernel = [few(3), few(3)];
  const dilation = [few(2), few(2)] as const;
  const size = (axis: number): number => few(8) + dilation[axis] * (kernel[axis] - 1);
  const options = {
    stride: [few(3), few(3)] as const,
    padding: [random.integer(4), random.integer(4)] as const,
    ...{ dilation, groups },
  };
  const x = [few(3), groups * channels, size(0), size(1)];
  return conv2dGeometry("test", x, [groups * few(6), channels, ...kernel], options);
}

describe("conv2d", () => {
  const compare = (random: Random, g: Conv2dGeometry, values: readonly number[]): void => {
    const x = spoil(random, normals(random, g.batch * g.inChannels * g.inHeight * g.inWidth), values);
    const taps = (g.inChannels / g.groups) * g.kernelHeight * g.kernelWidth;
    const weight = spoil(random, normals(random, g.outChannels * taps), values);
    const outputs = g.batch * g.outChannels * g.outHeight * g.outWidth;
    const dy = spoil(random, normals(random, outputs), values);
    const bias = random.integer(2) === 0 ? null : normals(random, g.outChannels);
    const what = JSON.stringify(g);
    const each = (g.outChannels / g.groups) * g.kernelHeight * g.kernelWidth;
    const positions = g.batch * g.outHeight * g.outWidth;
    compareSums(
      (k, out, map) => k.conv2d(map(x), map(weight), out, g, bias && map(bias)),
      outputs,
      taps + 1,
      `y ${what}`,
    );
    compareSums((k, out, map) => k.conv2dInputGradient(map(dy), map(weight), out, g), x.length, each, `dx ${what}`);
    compareSums(
      (k, out, map) => k.conv2dWeightGradient(map(x), map(dy), out, g),
      weight.length,
      positions,
      `dw ${what}`,
    );
  };

  test("forward and both gradients, for random strides, paddings, dilations, groups and sizes", () => {
    const random = new Random(8);
    for (let i = 0; i < rounds; i++) compare(random, randomGeometry(random), tiny);
  });

  test("what an earlier call left in the memory does not reach the result", () => {
    const random = new Random(9);
    const g = conv2dGeometry("test", [1, 1, 5, 7], [4, 1, 2, 2]);
    const [x, weight, dy] = [normals(random, 35), normals(random, 16), normals(random, 96)];
    const runs: [number, (kernels: Kernels, out: Float32Array) => void][] = [
      [96, (kernels, out) => kernels.conv2d(x, weight, out, g)],
      [35, (kernels, out) => kernels.conv2dInputGradient(dy, weight, out, g)],
      [16, (kernels, out) => kernels.conv2dWeightGradient(x, dy, out, g)],
      [91, (kernels, out) => kernels.gemm(dy.subarray(0, 65), x, out, { m: 13, n: 7, k: 5 })],
    ];
    for (const [length, run] of runs) {
      const poison = new Float32Array(4000).fill(NaN);
      tanh(tensor(poison));
      const [actual, expected] = [new Float32Array(length), new Float32Array(length)];
      run(fast, actual);
      run(reference, expected);
      for (let e = 0; e < length; e++) expect(actual[e]).toBeCloseTo(expected[e], 4);
    }
  });

  test("NaN and infinities end up where the definition puts them; padding takes no part in a sum", () => {
    const random = new Random(10);
    for (let i = 0; i < 200; i++) compare(random, randomGeometry(random), broken);
  });

  test("an empty batch gives nothing, and a zero weight gradient", () => {
    const g = conv2dGeometry("test", [0, 1, 5, 5], [2, 1, 3, 3]);
    const dWeight = new Float32Array(18).fill(5);
    fast.conv2d(new Float32Array(0), dWeight, new Float32Array(0), g);
    fast.conv2dWeightGradient(new Float32Array(0), new Float32Array(0), dWeight, g);
    expect([...dWeight]).toEqual(new Array(18).fill(0));
  });
});
