/** @file Fast kernels on the rows of a matrix against their twins in reference/, which are the specification. */

import { describe, expect, test } from "vitest";
import { Random } from "../../../src/autograd/random.ts";
import * as fast from "../../../src/kernels/index.ts";
import * as reference from "../../../src/kernels/reference/index.ts";
import { residentZeros } from "../../../src/kernels/residentZeros.ts";
import {
  broken,
  compareSums,
  expectWithin,
  type Kernels,
  normals,
  rounds,
  spoil,
  tiny,
} from "../../support/kernels/differential.ts";

describe("rows of a table", () => {
  test("copies and their sums have equal bits, for tables that are short, long, empty or the kernels' own", () => {
    const random = new Random(13);
    for (let i = 0; i < rounds; i++) {
      const [count, features] = [1 + random.integer(i % 4 === 0 ? 400 : 9), random.integer(20)];
      const places = Int32Array.from({ length: random.integer(40) }, () => random.integer(count));
      const values = spoil(random, normals(random, count * features), [...broken, ...tiny]);
      const table = i % 3 === 0 ? residentZeros(values) : values;
      table.set(values);
      const y = new Float32Array(places.length * features).fill(7);
      const expected = y.slice();
      fast.copyRows(table, places, y, features);
      reference.copyRows(values, places, expected, features);
      expect(y).toEqual(expected);
      const [dx, sums] = [0, 0].map(() => new Float32Array(values.length).fill(7));
      fast.addRows(y, places, dx, features);
      reference.addRows(y, places, sums, features);
      expect(dx).toEqual(sums);
    }
  });
});

describe("sums", () => {
  test("sums over any axis agree, NaN and infinities included", () => {
    const random = new Random(15);
    for (let i = 0; i < rounds; i++) {
      const [outer, length, inner] = [
        random.integer(5),
        random.integer(14),
        1 + random.integer(3) * random.integer(150),
      ];
      const x = spoil(random, normals(random, outer * length * inner), i % 5 === 0 ? [...tiny, ...broken] : tiny);
      const run = (k: Kernels, out: Float32Array, map: (v: Float32Array) => Float32Array): void =>
        k.sumAxis(map(x), out, outer, length, inner);
      compareSums(run, outer * inner, 1, `${[outer, length, inner]}`);
    }
  });
});

describe("softmax cross-entropy", () => {
  test("losses and probabilities agree, whatever the size of the logits", () => {
    const random = new Random(13);
    for (let i = 0; i < rounds; i++) {
      const [rows, classes] = [random.integer(10), 1 + random.integer(13)];
      const logits = normals(random, rows * classes).map((value) => value * 10 ** (random.integer(4) - 1));
      if (i % 8 === 0) spoil(random, logits, [...broken, ...tiny]);
      const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
      const run = (kernels: Kernels): Float32Array[] => {
        const probabilities = new Float32Array(rows * classes).fill(9);
        const losses = new Float32Array(rows).fill(9);
        kernels.softmaxCrossEntropy(logits, labels, probabilities, losses, rows, classes);
        return [probabilities, losses];
      };
      const [actual, expected] = [run(fast), run(reference)];
      // A logit minus the maximum is rounded once; the exponential turns that into a relative error of its size.
      const scale = 1 + 2 * Math.max(...logits.filter(Number.isFinite).map(Math.abs), 0);
      const relative = expected[0].map((p) => p * scale + 1e-30);
      expectWithin(actual[0], expected[0], relative, classes + 12, "probabilities");
      expectWithin(actual[1], expected[1], new Float32Array(rows).fill(scale), 8, "losses");
      const [alone, plain] = [new Float32Array(rows * classes), new Float32Array(rows * classes)];
      fast.softmax(logits, alone, rows, classes, 1);
      reference.softmax(logits, plain, rows, classes, 1);
      expectWithin(alone, plain, relative, classes + 12, "softmax");
    }
  });
});
