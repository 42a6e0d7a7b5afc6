/** @file Operands and tolerances for comparing a fast kernel with its plain loop in Float64. */
import { expect } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import type { Random } from "../../src/autograd/random.ts";

/** Half the distance from 1 to the next f32 number: the relative error of one rounding. */
const unit = 2 ** -24;

/** Numbers that are a part of a larger array, at any offset. */
export function partOfArray(random: Random, length: number, make: () => number): Float32Array {
  const start = random.integer(5);
  return new Float32Array(length + 9).map(make).subarray(start, start + length);
}

/** Fails where a result differs by more than `units` roundings of the largest term it is the sum of. */
export function expectNear(
  actual: Floats,
  exact: Floats,
  terms: (i: number) => number,
  units: number,
  what: string,
): void {
  for (let i = 0; i < exact.length; i++) {
    if (Math.abs(actual[i] - exact[i]) <= units * unit * terms(i) + 2 ** -126) continue;
    if (Object.is(actual[i], exact[i])) continue;
    expect.fail(`${what}: element ${i} is ${actual[i]}, in Float64 ${exact[i]}`);
  }
}

/** Σ |values| of each of n columns. */
export function columnMagnitudes(values: Float32Array, n: number): (j: number) => number {
  const sums = new Float64Array(n);
  values.forEach((value, i) => {
    sums[i % n] += Math.abs(value);
  });
  return (j) => sums[j];
}
