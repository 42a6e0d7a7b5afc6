import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NdArray } from "../../src/array/ndArray.ts";
import { expand } from "../../src/array/views.ts";
import { add, div, maximum, mul, pow, Random, randn, sub, sum, type Tensor, where } from "../../src/autograd/index.ts";
import { unbroadcast } from "../../src/autograd/ops/support/unbroadcast.ts";

const settings = { seed: 20_260_101, numRuns: 200 };

function inner(a: NdArray, b: NdArray): number {
  let total = 0;
  for (let i = 0; i < a.size; i++) total += a.data[i] * b.data[i];
  return total;
}

/** A shape and one that broadcasts to it: some leading axes missing, some others 1. Sizes include 0. */
const shapes = fc
  .array(fc.record({ size: fc.integer({ min: 0, max: 4 }), one: fc.boolean() }), { maxLength: 4 })
  .chain((axes) => fc.record({ axes: fc.constant(axes), missing: fc.integer({ min: 0, max: axes.length }) }))
  .map(({ axes, missing }) => ({
    large: axes.map(({ size }) => size),
    small: axes.slice(missing).map(({ size, one }) => (one ? 1 : size)),
  }));

const float64 = { dtype: "float64" } as const;

describe("broadcasting and its transpose", () => {
  it("⟨B x, y⟩ = ⟨x, Bᵀ y⟩ for every pair of shapes", () => {
    fc.assert(
      fc.property(shapes, fc.integer(), ({ large, small }, seed) => {
        const random = new Random(seed);
        const x = randn(small, { random, ...float64 });
        const y = randn(large, { random, ...float64 });
        const back = unbroadcast(y, small);
        expect(back.shape).toEqual(small);
        expect(inner(expand(x, large), y)).toBeCloseTo(inner(x, back), 10);
      }),
      settings,
    );
  });

  it.each<[string, (a: Tensor, b: Tensor) => Tensor]>([
    ["add", add],
    ["sub", sub],
    ["mul", mul],
    ["div", div],
    ["pow", pow],
    ["maximum", maximum],
    ["where", (a, b) => where([[1], [0]], a, b)],
  ])("%s of broadcast operands equals %s of expanded ones, forward and backward", (_name, op) => {
    const operands = fc.tuple(
      fc.constantFrom([1], [3], [2, 1], [2, 3], [1, 3], []),
      fc.constantFrom([3], [2, 1], [2, 3], []),
      fc.integer(),
    );
    fc.assert(
      fc.property(operands, ([shapeA, shapeB, seed]) => {
        const results = [false, true].map((beforehand) => {
          const random = new Random(seed);
          const [a, b] = [shapeA, shapeB].map((shape) => {
            const x = randn(shape, { random, ...float64 });
            x.assign(x.data.map(Math.abs));
            x.requiresGrad = true;
            return x;
          });
          const full = [2, 3];
          const wide = (x: Tensor): Tensor => (beforehand ? mul(x, expandOnes(full)) : x);
          const y = op(wide(a), wide(b));
          sum(mul(y, expandOnes(full))).backward();
          return [...mul(y, expandOnes(full)).data, ...(a.grad ?? []), ...(b.grad ?? [])];
        });
        for (const [i, value] of results[0].entries()) expect(value).toBeCloseTo(results[1][i], 10);
      }),
      { ...settings, numRuns: 50 },
    );
  });
});

const expandOnes = (shape: number[]): Tensor => {
  const ones = randn(shape, { random: new Random(1), ...float64 });
  ones.assign(ones.data.map(() => 1));
  return ones;
};
