/** @file Fast matrix products against their twins in reference/, which are the specification. */

import { describe, expect, test } from "vitest";
import { array, type NdArray } from "../../../src/array/ndArray.ts";
import { sizeOf } from "../../../src/array/shape.ts";
import { makeView } from "../../../src/array/view.ts";
import { expand, permute, slice } from "../../../src/array/views.ts";
import { Random } from "../../../src/autograd/random.ts";
import * as fast from "../../../src/kernels/index.ts";
import * as reference from "../../../src/kernels/reference/index.ts";
import { instance } from "../../../src/kernels/wasm/instance.ts";
import { broken, compareSums, normals, rounds, spoil, tiny } from "../../support/kernels/differential.ts";

test("there is a WebAssembly module here, so the comparisons below compare two things", () => {
  expect(instance()).not.toBeNull();
});

describe("gemm", () => {
  const compare = (random: Random, m: number, n: number, k: number, form: number, values: readonly number[] = []) => {
    const a = spoil(random, normals(random, m * k), values.length > 0 ? values : [0]);
    const b = spoil(random, normals(random, k * n), values.length > 0 ? values : [0]);
    const shape = { m, n, k, transposeA: (form & 1) > 0, transposeB: (form & 2) > 0 };
    const what = JSON.stringify(shape);
    compareSums((kernels, c, map) => kernels.gemm(map(a), map(b), c, shape), m * n, k, what);
  };

  test.each([0, 1, 2, 3])("every size around the tiles, with factors stored in form %i", (form) => {
    const random = new Random(form);
    const sizes = [1, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17];
    for (const m of sizes) for (const n of sizes) for (const k of [1, 4, 7, 16, 31]) compare(random, m, n, k, form);
  });

  test("sizes around the blocks that are packed together", () => {
    const random = new Random(4);
    for (const k of [255, 256, 257, 513]) compare(random, 7, 11, k, k & 3);
    for (const n of [511, 512, 513, 1025]) compare(random, 5, n, 9, n & 3);
    compare(random, 13, 521, 263, 3);
  });

  test("random sizes, with zeros of both signs and denormals among the factors", () => {
    const random = new Random(5);
    for (let i = 0; i < rounds; i++) {
      const [m, n, k] = [0, 0, 0].map(() => 1 + random.integer(19));
      compare(random, m, n, k, random.integer(4), tiny);
    }
  });

  test("NaN and infinities end up where the definition puts them, and nowhere else", () => {
    const random = new Random(6);
    for (let i = 0; i < 200; i++) {
      const [m, n, k] = [9 + random.integer(9), 8 + random.integer(9), 8 + random.integer(9)];
      const shape = { m, n, k, transposeA: i % 2 === 0, transposeB: i % 3 === 0 };
      const a = spoil(random, normals(random, m * k), i % 4 === 0 ? broken : [1]);
      const b = spoil(random, normals(random, k * n), i % 4 === 1 ? broken : [1]);
      const [actual, expected] = [new Float32Array(m * n), new Float32Array(m * n)];
      fast.gemm(a, b, actual, shape);
      reference.gemm(a, b, expected, shape);
      for (let e = 0; e < m * n; e++) {
        if (!Number.isFinite(expected[e])) expect(actual[e]).toBe(expected[e]);
        else expect(actual[e]).toBeCloseTo(expected[e], 4);
      }
    }
  });

  test("an empty inner axis gives zeros, and an empty result touches nothing", () => {
    const c = new Float32Array(2000).fill(3);
    fast.gemm(new Float32Array(0), new Float32Array(0), c, { m: 40, n: 50, k: 0 });
    expect(c.every((value) => value === 0)).toBe(true);
    fast.gemm(new Float32Array(0), new Float32Array(2000), new Float32Array(0), { m: 0, n: 50, k: 40 });
  });

  test("operands may be parts of larger arrays, whose other parts stay as they are", () => {
    const random = new Random(7);
    const all = normals(random, 900);
    const before = all.slice();
    const c = all.subarray(301, 301 + 20 * 15);
    fast.gemm(all.subarray(1, 201), all.subarray(601, 751), c, { m: 20, n: 15, k: 10 });
    const expected = new Float32Array(300);
    reference.gemm(before.subarray(1, 201), before.subarray(601, 751), expected, { m: 20, n: 15, k: 10 });
    for (let i = 0; i < 900; i++) expect(all[i]).toBeCloseTo(i < 301 || i >= 601 ? before[i] : expected[i - 301], 5);
  });
});

describe("batchedGemm", () => {
  /** Matrices of [...leading, rows, columns] within a larger array: reordered, sliced and repeated at random. */
  function randomView(random: Random, shape: readonly number[], values: readonly number[]): NdArray {
    const order = shape.map((_, axis) => axis).sort(() => random.integer(3) - 1);
    const around = order.map((axis) => shape[axis] + random.integer(3));
    const repeats = shape.map((_, axis) => axis < shape.length - 2 && random.integer(4) === 0);
    const stored = around.map((n, i) => (repeats[order[i]] ? 1 : n));
    let part = array(spoil(random, normals(random, sizeOf(stored)), values), stored);
    for (const [i, axis] of order.entries()) {
      if (repeats[axis]) continue;
      const start = random.integer(around[i] - shape[axis] + 1);
      part = slice(part, i, start, start + shape[axis]);
    }
    return expand(
      permute(
        part,
        shape.map((_, axis) => order.indexOf(axis)),
      ),
      shape,
    );
  }

  const mapped = ({ view }: NdArray, map: (x: Float32Array) => Float32Array) =>
    makeView(map(view.data as Float32Array), view.shape, view.stride, view.offset);

  test("reordered, sliced and repeated matrices, with zeros of both signs and denormals", () => {
    const random = new Random(21);
    for (let i = 0; i < rounds; i++) {
      const leading = Array.from({ length: random.integer(4) }, () => 1 + random.integer(3));
      const [m, n, k] = [0, 0, 0].map(() => 1 + random.integer(19));
      const a = randomView(random, [...leading, m, k], tiny);
      const b = randomView(random, [...leading, k, n], tiny);
      const what = JSON.stringify([leading, m, n, k]);
      compareSums(
        (kernels, c, map) => kernels.batchedGemm(mapped(a, map), mapped(b, map), c),
        sizeOf(leading) * m * n,
        k,
        what,
      );
    }
  });

  test("both operands within one array, in either order, and with NaN and infinities", () => {
    const random = new Random(22);
    for (const [i, j] of [
      [0, 2],
      [2, 0],
      [1, 1],
    ]) {
      const parts = array(spoil(random, normals(random, 4 * 9 * 3 * 2 * 8), broken), [4, 9, 3, 2, 8]);
      const part = (at: number) => slice(permute(parts, [2, 0, 3, 1, 4]), 0, at, at + 1);
      const [q, k] = [part(i), permute(part(j), [0, 1, 2, 4, 3])];
      const [actual, expected] = [new Float32Array(4 * 2 * 81), new Float32Array(4 * 2 * 81)];
      fast.batchedGemm(q.view, k.view, actual);
      reference.batchedGemm(q.view, k.view, expected);
      for (const [e, value] of expected.entries()) {
        if (Number.isFinite(value)) expect(actual[e]).toBeCloseTo(value, 4);
        else expect(actual[e]).toBe(value);
      }
    }
  });

  test("long products are added in pieces, for every matrix", () => {
    const random = new Random(23);
    const [a, b] = [array(normals(random, 2 * 3 * 2100), [2, 3, 2100]), array(normals(random, 2100 * 2), [1, 2100, 2])];
    compareSums(
      (kernels, c, map) => kernels.batchedGemm(mapped(a, map), mapped(expand(b, [2, 2100, 2]), map), c),
      ...([12, 2100, "2 × [3,2100] × [2100,2]"] as const),
    );
  });
});

test("Float64 arrays are computed in Float64", () => {
  const c = new Float64Array(100);
  const a = Float64Array.from({ length: 100 }, (_, i) => 1 + i * 2 ** -40);
  fast.gemm(a, a, c, { m: 10, n: 10, k: 10 });
  const expected = new Float64Array(100);
  reference.gemm(a, a, expected, { m: 10, n: 10, k: 10 });
  expect(c).toEqual(expected);
});
