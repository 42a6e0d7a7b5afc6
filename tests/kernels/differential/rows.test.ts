/** @file Fast kernels on the rows of a matrix against their twins in reference/, which are the specification. */

import { describe, expect, test } from "vitest";
import type { Floats } from "../../../src/array/floats.ts";
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

describe("elements along an axis", () => {
  test("copies and their sums have equal bits, with repeated indices, for every axis, also where one is empty", () => {
    const random = new Random(17);
    for (let i = 0; i < rounds; i++) {
      const [outer, length, count] = [random.integer(5), 1 + random.integer(i % 4 === 0 ? 90 : 9), random.integer(23)];
      const inner = i % 2 === 0 ? 1 : random.integer(6);
      const values = spoil(random, normals(random, outer * length * inner), [...broken, ...tiny]);
      const places = Int32Array.from({ length: outer * count * inner }, () => random.integer(length));
      const x = i % 3 === 0 ? residentZeros(values) : values;
      x.set(values);
      const y = new Float32Array(places.length).fill(7);
      const expected = y.slice();
      fast.takeAlong(x, places, y, length, count, inner);
      reference.takeAlong(values, places, expected, length, count, inner);
      expect(y).toEqual(expected);
      const sums = new Float32Array(values.length).fill(7);
      const dx = i % 5 === 0 ? residentZeros(sums) : sums.slice();
      fast.addAlong(y, places, dx.fill(7), length, count, inner);
      reference.addAlong(y, places, sums, length, count, inner);
      expect(dx).toEqual(sums);
    }
  });
});

describe("whole numbers", () => {
  const count = 1000;

  test("are the same integers from every kind of list", () => {
    const random = new Random(19);
    for (let i = 0; i < rounds; i++) {
      const given = Float32Array.from({ length: random.integer(150) }, () => random.integer(count));
      if (given.length > 1) given.set([-0, count - 1]);
      for (const list of [given, Float64Array.from(given), Int32Array.from(given), Array.from(given)]) {
        expect(fast.wholeNumbers(list, count)).toEqual(reference.wholeNumbers(given, count));
        expect(reference.wholeNumbers(list, count)).toEqual(Int32Array.from(given));
      }
    }
  });

  test.each([NaN, Infinity, -Infinity, -1, 0.5, 1e-40, count, 2 ** 31, 2 ** 32, -(2 ** 31)])(
    "%d among many is noticed at every place",
    (wrong) => {
      for (let at = 0; at < 71; at++) {
        const given = new Float32Array(71);
        given[at] = wrong;
        expect(fast.wholeNumbers(given, count)).toBeNull();
        expect(reference.wholeNumbers(given, count)).toBeNull();
      }
    },
  );
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
  test("losses, exponentials and their sums agree, whatever the size of the logits", () => {
    const random = new Random(13);
    for (let i = 0; i < rounds; i++) {
      const [rows, classes] = [random.integer(10), 1 + random.integer(13)];
      const logits = normals(random, rows * classes).map((value) => value * 10 ** (random.integer(4) - 1));
      if (i % 8 === 0) spoil(random, logits, [...broken, ...tiny]);
      const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
      const run = (kernels: Kernels): Floats[] => {
        const [losses, sums] = [new Float32Array(rows).fill(9), new Float64Array(rows).fill(9)];
        return [kernels.softmaxCrossEntropy(logits, labels, sums, losses, classes), losses, sums];
      };
      const [actual, expected] = [run(fast), run(reference)];
      // A logit minus the maximum is rounded once; the exponential turns that into a relative error of its size.
      const scale = 1 + 2 * Math.max(...logits.filter(Number.isFinite).map(Math.abs), 0);
      const relative = expected[0].map((p) => p * scale + 1e-30);
      expectWithin(actual[0], expected[0], relative, classes + 12, "exponentials");
      expectWithin(
        actual[2],
        expected[2],
        expected[2].map((sum) => sum * scale),
        8,
        "sums",
      );
      expectWithin(actual[1], expected[1], new Float32Array(rows).fill(scale), 8, "losses");
      const alone = fast.softmax(logits, rows, classes, 1);
      const plain = new Float32Array(rows * classes);
      reference.softmax(logits, plain, rows, classes, 1);
      expectWithin(alone, plain, relative, classes + 12, "softmax");
    }
  });

  test("rows times a factor each agree, minus the same numbers in each row or not", () => {
    const random = new Random(16);
    for (let i = 0; i < rounds; i++) {
      const [rows, columns] = [random.integer(10), 1 + random.integer(13)];
      const [x, evens] = [normals(random, rows * columns), i % 2 === 0 ? null : normals(random, columns)];
      const [scales, factors] = [0, 1].map(() => Float64Array.from(normals(random, rows)));
      for (const values of i % 4 < 2 ? [] : [x, scales, factors]) spoil(random, values, [...broken, ...tiny]);
      if (i % 8 === 5) spoil(random, i % 3 === 0 ? factors : scales, [1e39, -1e60, 3e38, 1e-60]);
      const expected = reference.scaleRows(x, scales, factors, evens, columns);
      const actual = fast.scaleRows(x, scales, factors, evens, columns);
      const terms = expected.map((_, k) => {
        const [row, c] = [Math.floor(k / columns), k % columns];
        return Math.abs(scales[row] * x[k]) + Math.abs(factors[row] * (evens?.[c] ?? 0));
      });
      expectWithin(actual, expected, terms, 2, `${rows} rows of ${columns}`);
    }
  });
});
