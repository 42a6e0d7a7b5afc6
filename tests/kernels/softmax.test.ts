/** @file The fast softmax, its logarithm and the gradients against their plain loops in Float64. */
import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random } from "../../src/autograd/random.ts";
import * as reference from "../../src/kernels/reference/softmax.ts";
import * as fast from "../../src/kernels/wasm/logSoftmax.ts";
import { softmax } from "../../src/kernels/wasm/softmax.ts";
import { expectNear, partOfArray } from "../support/kernelChecks.ts";

const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;

/** Logits of any size, some of them infinite or NaN in every fourth case. */
function someRows(random: Random, round: number) {
  const [rows, columns] = [1 + random.integer(9), 1 + random.integer(21)];
  const spread = 10 ** (random.integer(4) - 1);
  const x = partOfArray(random, rows * columns, () => spread * random.normal());
  if (round % 4 === 0) x[random.integer(x.length)] = [NaN, Infinity, -Infinity, -0, 1e-40][random.integer(5)];
  return { rows, columns, x, dy: partOfArray(random, rows * columns, () => random.normal()), spread };
}

/** Results that share a place: NaN where the plain loop has NaN, and else finite. */
const same = (actual: Floats, exact: Floats): void =>
  expect(Array.from(actual, Number.isNaN)).toEqual(Array.from(exact, Number.isNaN));

describe("rows of the fast softmax", () => {
  test("log-softmax and logSumExp agree with the plain loops, NaN and infinities included", () => {
    const random = new Random(1);
    for (let round = 0; round < rounds; round++) {
      const { rows, columns, x } = someRows(random, round);
      const wide = Float64Array.from(x);
      const [y, exact] = [new Float32Array(x.length).fill(7), new Float64Array(x.length)];
      expect(fast.logSoftmax(x, y, rows, columns)).toBe(true);
      reference.logSoftmax(wide, exact, rows, columns, 1);
      same(y, exact);
      const largest = (i: number): number => Math.abs(x[i]) + Math.abs(exact[i]) + 4;
      expectNear(y, exact, largest, 4, `log-softmax, ${rows} rows of ${columns}`);
      const [sums, exactSums] = [new Float32Array(rows).fill(7), new Float64Array(rows)];
      expect(fast.logSumExp(x, sums, rows, columns)).toBe(true);
      reference.logSumExp(wide, exactSums, rows, columns, 1);
      expectNear(sums, exactSums, (i) => Math.abs(exactSums[i]) + 4, 2, `logSumExp, ${rows} rows of ${columns}`);
    }
  });

  test("both gradients agree with the plain loops, with a NaN in one row only", () => {
    const random = new Random(2);
    for (let round = 0; round < rounds; round++) {
      const { rows, columns, x, dy } = someRows(random, 1);
      if (round % 4 === 0) dy[random.integer(dy.length)] = NaN;
      const p = softmax(x, rows, columns, null) as Floats;
      const log = new Float32Array(x.length);
      fast.logSoftmax(x, log, rows, columns);
      const all = columns * Math.max(...dy.map((d) => (Number.isNaN(d) ? 0 : Math.abs(d))));
      for (const [name, y] of [
        ["softmaxGradient", p],
        ["logSoftmaxGradient", log],
      ] as const) {
        const [dx, exact] = [new Float32Array(x.length).fill(7), new Float64Array(x.length)];
        expect({ ...fast }[name](y, dy, dx, rows, columns)).toBe(true);
        ({ ...reference })[name](y, dy, exact, rows, columns, 1);
        same(dx, exact);
        expectNear(dx, exact, () => all, 4, `${name}, ${rows} rows of ${columns}`);
      }
    }
  });

  test("softmax times a factor a row agrees with the plain loop", () => {
    const random = new Random(4);
    for (let round = 0; round < rounds; round++) {
      const { rows, columns, x, dy } = someRows(random, round);
      const factors = dy.slice(0, rows);
      const y = softmax(x, rows, columns, factors) as Floats;
      const exact = new Float64Array(x.length);
      reference.softmax(Float64Array.from(x), exact, rows, columns, 1, factors);
      same(y, exact);
      const largest = (i: number): number => Math.abs(factors[Math.floor(i / columns)]);
      expectNear(y, exact, largest, 4, `softmax, ${rows} rows of ${columns}`);
    }
  });

  test("repeat their bits, whatever an earlier call left in the memory", () => {
    const random = new Random(3);
    const { rows, columns, x } = someRows(random, 1);
    const run = (): Floats[] => {
      const [log, dx] = [0, 1].map(() => new Float32Array(x.length));
      const y = softmax(x, rows, columns, null) as Floats;
      fast.logSoftmax(x, log, rows, columns);
      fast.softmaxGradient(y, x, dx, rows, columns);
      return [y, log, dx];
    };
    const first = run();
    fast.logSoftmax(new Float32Array(4000).fill(NaN), new Float32Array(4000), 40, 100);
    expect(run()).toEqual(first);
  });
});
