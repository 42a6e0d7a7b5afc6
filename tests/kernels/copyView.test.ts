/** @file Copies of views, in blocks and by loops, against element by element. */
import { expect, it } from "vitest";
import { assign } from "../../src/array/assign.ts";
import { NdArray } from "../../src/array/ndArray.ts";
import { sizeOf } from "../../src/array/shape.ts";
import { expand, permute, slice } from "../../src/array/views.ts";
import { Random } from "../../src/autograd/random.ts";

/** The elements in row-major order, by the definition of strides. */
function elements({ view: { data, shape, stride, offset } }: NdArray): number[] {
  return Array.from({ length: sizeOf(shape) }, (_, i) => {
    let [place, rest] = [offset, i];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]) * stride[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return data[place];
  });
}

/** A view of new random numbers, sliced along each axis and sometimes permuted or repeated. */
function randomView(random: Random): NdArray {
  const shape = [1 + random.integer(3), 1 + random.integer(4), 20 + random.integer(60)];
  let x = new NdArray(
    Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
    shape,
  );
  for (const [axis, n] of shape.entries()) {
    const start = random.integer(Math.min(n, 3));
    x = slice(x, axis, start, start + 1 + random.integer(n - start), 1 + Math.floor(random.integer(5) / 4));
  }
  if (random.integer(3) === 0) x = permute(x, [1, 0, 2]);
  if (random.integer(4) === 0) x = permute(x, [0, 2, 1]);
  return random.integer(4) === 0 ? expand(x, [2, ...x.shape]) : x;
}

it("a view's data, and a view that was assigned, hold its elements in row-major order", () => {
  const random = new Random(1);
  for (let round = 0; round < 400; round++) {
    const x = randomView(random);
    const expected = elements(x);
    const wide = x.shape.map((n) => n + 3);
    const all = new NdArray(new Float32Array(sizeOf(wide)), wide);
    const inside = x.shape.reduce((part, n, axis) => slice(part, axis, 2, 2 + n), all);
    assign(inside, x);
    expect(elements(inside)).toEqual(expected);
    // Nothing around them was written.
    expect(all.data.filter((value) => value !== 0).length).toBe(expected.filter((value) => value !== 0).length);
    expect([...x.data]).toEqual(expected);
  }
});
