/** @file Fast pooling against its twins in reference/, which are the specification. */

import { describe, expect, test } from "vitest";
import { Random } from "../../../src/autograd/random.ts";
import { type Pool2dGeometry, pool2dGeometry } from "../../../src/kernels/geometry.ts";
import * as fast from "../../../src/kernels/index.ts";
import * as reference from "../../../src/kernels/reference/index.ts";
import { broken, compareSums, type Kernels, normals, rounds, spoil, tiny } from "../../support/kernels/differential.ts";

/** Windows of random sizes, with their numbers of inputs and outputs. */
function randomWindows(random: Random): [geometry: Pool2dGeometry, inputs: number, outputs: number] {
  const kernel = [1 + random.integer(4), 1 + random.integer(4)] as const;
  const padding = [random.integer(1 + (kernel[0] >> 1)), random.integer(1 + (kernel[1] >> 1))] as const;
  const stride = [1 + random.integer(3), 1 + random.integer(3)] as const;
  const shape = [
    random.integer(3),
    1 + random.integer(3),
    kernel[0] + random.integer(9),
    kernel[1] + random.integer(14),
  ];
  const options = { kernelSize: kernel, stride, padding, countPadding: random.integer(2) === 0 };
  const g = pool2dGeometry("test", shape, options);
  const planes = g.batch * g.channels;
  return [g, planes * g.inHeight * g.inWidth, planes * g.outHeight * g.outWidth];
}

describe("max pooling", () => {
  test("maxima, their places and the gradient agree, with NaN, infinities and equals among the values", () => {
    const random = new Random(11);
    for (let i = 0; i < rounds; i++) {
      const [g, inputs, outputs] = randomWindows(random);
      const x = spoil(
        random,
        Float32Array.from({ length: inputs }, () => random.integer(9) - 4),
        [...broken, -0],
      );
      const [y, yReference] = [new Float32Array(outputs), new Float32Array(outputs)];
      const [argmax, argmaxReference] = [new Int32Array(outputs), new Int32Array(outputs)];
      fast.maxPool2d(x, y, argmax, g);
      reference.maxPool2d(x, yReference, argmaxReference, g);
      expect(y).toEqual(yReference);
      expect(argmax).toEqual(argmaxReference);
      const dy = normals(random, outputs);
      const run = (k: Kernels, out: Float32Array, map: (v: Float32Array) => Float32Array): void =>
        k.maxPool2dGradient(map(dy), argmax, out, g);
      compareSums(run, inputs, g.kernelHeight * g.kernelWidth, JSON.stringify(g));
    }
  });
});

describe("average pooling", () => {
  test("means and the gradient have equal bits, with NaN and infinities among the values", () => {
    const random = new Random(12);
    for (let i = 0; i < rounds; i++) {
      const [g, inputs, outputs] = randomWindows(random);
      const x = spoil(random, normals(random, inputs), [...broken, ...tiny]);
      const dy = spoil(random, normals(random, outputs), [...broken, ...tiny, -0]);
      const [y, dx] = [new Float32Array(outputs).fill(7), new Float32Array(inputs).fill(7)];
      const [yReference, dxReference] = [y.slice(), dx.slice()];
      fast.avgPool2d(x, y, g);
      reference.avgPool2d(x, yReference, g);
      expect(y).toEqual(yReference);
      fast.avgPool2dGradient(dy, dx, g);
      reference.avgPool2dGradient(dy, dxReference, g);
      expect(dx).toEqual(dxReference);
    }
  });
});
