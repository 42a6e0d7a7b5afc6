/** @file The fast softmax, its logarithm and the gradients against their plain loops in Float64. */
import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random } from "../../src/autograd/random.ts";
import * as reference from "../../src/kernels/reference/softmax.ts";
import * as fast from "../../src/kernels/wasm/logSoftmax.ts";
import { softmax } from "../../src/kernels/wasm/softmax.ts";
import { expectNear, partOfArray } from "../support/kernelChecks.ts";

const rounds = process.env.npm_lifecycle_event === "fuzz" ? 2000 : 300;

/** Logits of any size along the middle axis of [outer, length, inner], some infinite or NaN in every fourth case. */
function someLines(random: Random, round: number) {
  const inner = round % 3 === 0 ? 1 + random.integer(9) : 1;
  const [outer, length] = [1 + random.integer(inner > 1 ? 3 : 9), round % 5 === 1 ? 2 : 1 + random.integer(21)];
  const spread = 10 ** (random.integer(4) - 1);
  const size = outer * length * inner;
  const x = partOfArray(random, size, () => spread * random.normal());
  if (round % 4 === 0) x[random.integer(size)] = [NaN, Infinity, -Infinity, -0, 1e-40][random.integer(5)];
  const dy = partOfArray(random, size, () => random.normal());
  return { sides: [outer, length, inner] as const, lines: outer * inner, x, dy };
}

/** Results that share a place: NaN where the plain loop has NaN, and else finite. */
const same = (actual: Floats, exact: Floats): void =>
  expect(Array.from(actual, Number.isNaN)).toEqual(Array.from(exact, Number.isNaN));

describe("lines of the fast softmax", () => {
  test("log-softmax and logSumExp agree with the plain loops, NaN and infinities included", () => {
    const random = new Random(1);
    for (let round = 0; round < rounds; round++) {
      const { sides, lines, x } = someLines(random, round);
      const wide = Float64Array.from(x);
      const y = fast.logSoftmax(x, ...sides) as Floats;
      const exact = new Float64Array(x.length);
      reference.logSoftmax(wide, exact, ...sides);
      same(y, exact);
      const largest = (i: number): number => Math.abs(x[i]) + Math.abs(exact[i]) + 4;
      expectNear(y, exact, largest, 4, `log-softmax along axis 1 of ${sides}`);
      const sums = fast.logSumExp(x, ...sides) as Floats;
      const exactSums = new Float64Array(lines);
      reference.logSumExp(wide, exactSums, ...sides);
      expectNear(sums, exactSums, (i) => Math.abs(exactSums[i]) + 4, 2, `logSumExp along axis 1 of ${sides}`);
    }
  });

  test("both gradients agree with the plain loops, with a NaN in one line only", () => {
    const random = new Random(2);
    for (let round = 0; round < rounds; round++) {
      const { sides, x, dy } = someLines(random, 4 * round + 1);
      if (round % 4 === 0) dy[random.integer(dy.length)] = NaN;
      const all = sides[1] * Math.max(...dy.map((d) => (Number.isNaN(d) ? 0 : Math.abs(d))));
      for (const [name, y] of [
        ["softmaxGradient", softmax(x, ...sides, null) as Floats],
        ["logSoftmaxGradient", fast.logSoftmax(x, ...sides) as Floats],
      ] as const) {
        const dx = { ...fast }[name](y, dy, ...sides) as Floats;
        const exact = new Float64Array(x.length);
        ({ ...reference })[name](y, dy, exact, ...sides);
        same(dx, exact);
        expectNear(dx, exact, () => all, 4, `${name} along axis 1 of ${sides}`);
      }
    }
  });

  test("softmax times a factor a line agrees with the plain loop", () => {
    const random = new Random(4);
    for (let round = 0; round < rounds; round++) {
      const { sides, lines, x, dy } = someLines(random, round);
      const factors = dy.slice(0, lines);
      const y = softmax(x, ...sides, factors) as Floats;
      const exact = new Float64Array(x.length);
      reference.softmax(Float64Array.from(x), exact, ...sides, factors);
      same(y, exact);
      expectNear(y, exact, () => Math.max(...factors.map(Math.abs)), 4, `softmax along axis 1 of ${sides}`);
    }
  });

  test("repeat their bits, whatever an earlier call left in the memory", () => {
    const random = new Random(3);
    for (const inner of [1, 5]) {
      const x = partOfArray(random, 7 * 13 * inner, () => random.normal());
      const run = (): Floats[] => {
        const y = softmax(x, 7, 13, inner, null) as Floats;
        const others = [fast.logSoftmax(x, 7, 13, inner), fast.softmaxGradient(y, x, 7, 13, inner)];
        return [y, ...(others as Floats[])];
      };
      const first = run();
      fast.logSoftmax(new Float32Array(4000).fill(NaN), 40, 100, 1);
      expect(run()).toEqual(first);
    }
  });
});
