/** @file The fast maximum and minimum along an axis, and their gradient, against the plain loops. */
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
    const inner = round % 4 === 0 ? 1 + random.integer(9) : 1;
    const sides =
      round % 16 === 1
        ? ([1, 1 + random.integer(9), 32 + random.integer(9)] as const)
        : ([1 + random.integer(inner > 1 ? 3 : 9), 1 + random.integer(21), inner] as const);
    const often = round % 3 === 0 ? 100 : 12;
    const x = partOfArray(random, sides[0] * sides[1] * sides[2], () =>
      random.integer(often) === 0 ? values[random.integer(6)] : random.integer(5) - 2,
    );
    const lines = sides[0] * sides[2];
    const dy = partOfArray(random, lines, () => random.normal());
    for (const [fast, plain] of [
      [maxAxis, reference.maxAxis],
      [minAxis, reference.minAxis],
    ] as const) {
      const y = fast(x, ...sides) as Float32Array;
      const expected = new Float32Array(lines);
      plain(x, expected, ...sides);
      expect([...y]).toEqual([...expected]);
      const gradient = new Float32Array(x.length);
      reference.extremeGradient(x, y, dy, gradient, ...sides);
      expect([...(extremeGradient(x, y, dy, ...sides) as Float32Array)]).toEqual([...gradient]);
    }
  }
});
