/** @file Comparing a fast kernel with its twin in reference/, within the error bound of sums. */
import { expect } from "vitest";
import type { Floats } from "../../../src/array/floats.ts";
import type { Random } from "../../../src/autograd/random.ts";
import * as fast from "../../../src/kernels/index.ts";
import * as reference from "../../../src/kernels/reference/index.ts";

type Returning = "channelMap" | "extremeGradient" | "logSoftmax" | "logSoftmaxGradient" | "logSumExp" | "maxAxis";
export type Kernels = Omit<
  typeof reference,
  "maxPool2dGradient" | "minAxis" | "softmax" | "softmaxGradient" | Returning
> &
  Pick<typeof fast, "maxPool2dGradient">;

/** Seeded shapes per kernel: many in `npm run fuzz`, fewer of the same in `npm test`. */
export const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;
/** Half the distance from 1 to the next f32 number: the relative error of one rounding. */
export const unit = 2 ** -24;

export const normals = (random: Random, length: number): Float32Array =>
  Float32Array.from({ length }, () => random.normal());
export const absolute = (x: Float32Array): Float32Array => x.map(Math.abs);

/** Some elements become what arithmetic treats specially; never all of them, so that errors elsewhere still show. */
export function spoil<T extends Floats>(random: Random, x: T, values: readonly number[]): T {
  for (let i = 0; i < x.length; i++) if (random.integer(12) === 0) x[i] = values[random.integer(values.length)];
  return x;
}

export const tiny = [0, -0, 1e-40, -1e-44, 1.1754944e-38];
export const broken = [NaN, Infinity, -Infinity];

/**
 * A sum of k products in f32, in any order, is off by at most (k + 1) units of Σ |a| |b|. Every product that underflows
 * adds the smallest denormal. Source: Higham, "Accuracy and Stability of Numerical Algorithms", equation 3.5.
 */
export function expectWithin(actual: Floats, expected: Floats, magnitude: Floats, terms: number, what: string): void {
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs(actual[i] - expected[i]) <= (terms + 2) * (unit * magnitude[i] + 2 ** -149)) continue;
    if (Object.is(actual[i], expected[i])) continue;
    expect.fail(`${what}: element ${i} is ${actual[i]}, reference ${expected[i]}`);
  }
}

/** Runs a kernel both ways and once on absolute values, which gives the tolerance of every element. */
export function compareSums(
  run: (kernels: Kernels, out: Float32Array, map: (x: Float32Array) => Float32Array) => void,
  length: number,
  terms: number,
  what: string,
): void {
  const [actual, expected, magnitude] = [0, 1, 2].map(() => new Float32Array(length).fill(7));
  run(fast, actual, (x) => x);
  run(reference, expected, (x) => x);
  run(reference, magnitude, absolute);
  expectWithin(actual, expected, magnitude, terms, what);
}
