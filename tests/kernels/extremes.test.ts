/** @file The fast maximum and minimum of rows, and their gradient, against the plain loops. */
import { expect, test } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import * as reference from "../../src/kernels/reference/extremes.ts";
import { extremeGradient, maxAxis, minAxis } from "../../src/kernels/wasm/extremes.ts";
import { partOfArray } from "../support/kernelChecks.ts";

const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;
const values = [NaN, Infinity, -Infinity, 0, -0, 1e-40];

test("maxima, minima and their gradient have the bits of the plain loops, with ties, NaN and infinities", () => {
  const random = new Random(1);
  for (let round = 0; round < rounds; round++) {
    const [rows, columns] = [1 + random.integer(9), 1 + random.integer(21)];
    const often = round % 3 === 0 ? 100 : 12;
    const x = partOfArray(random, rows * columns, () =>
      random.integer(often) === 0 ? values[random.integer(6)] : random.integer(5) - 2,
    );
    const dy = partOfArray(random, rows, () => random.normal());
    for (const [fast, plain] of [
      [maxAxis, reference.maxAxis],
      [minAxis, reference.minAxis],
    ] as const) {
      const [y, expected] = [new Float32Array(rows).fill(7), new Float32Array(rows)];
      expect(fast(x, y, rows, columns)).toBe(true);
      plain(x, expected, rows, columns, 1);
      expect([...y]).toEqual([...expected]);
      const [dx, gradient] = [new Float32Array(x.length).fill(7), new Float32Array(x.length)];
      expect(extremeGradient(x, y, dy, dx, rows, columns)).toBe(true);
      reference.extremeGradient(x, y, dy, gradient, rows, columns, 1);
      expect([...dx]).toEqual([...gradient]);
    }
  }
});
