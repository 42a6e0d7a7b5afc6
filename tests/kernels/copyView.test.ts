/** @file Copies of views, in blocks and by loops, against element by element. */
import { expect, it } from "vitest";
import { assign } from "../../src/array/assign.ts";
import { copyBy } from "../../src/array/copyView.ts";
import { NdArray } from "../../src/array/ndArray.ts";
import { sizeOf } from "../../src/array/shape.ts";
import { expand, permute, slice } from "../../src/array/views.ts";
import { Random } from "../../src/autograd/random.ts";
import { copyByPlanes } from "../../src/kernels/copyByPlanes.ts";
import { residentZeros } from "../../src/kernels/residentZeros.ts";

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

/** A large view of random numbers with its axes in any order, sometimes sliced or repeated. */
function largeView(random: Random, isResident: boolean): NdArray {
  const shape = [1 + random.integer(4), 3 + random.integer(9), 3 + random.integer(11), 9 + random.integer(30)];
  const numbers = Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  const values = isResident ? residentZeros(numbers) : numbers;
  values.set(numbers);
  let x = new NdArray(values, shape);
  const cut = random.integer(8);
  if (cut < 4) x = slice(x, cut, random.integer(shape[cut]), shape[cut], 1 + random.integer(2));
  if (random.integer(6) === 0) x = expand(x, [2, ...x.shape]);
  return permute(x, random.shuffle(x.shape.map((_, axis) => axis)));
}

it("large views in every order have their elements by planes, and arrays that are assigned keep those between", () => {
  copyBy(copyByPlanes);
  const random = new Random(2);
  for (let round = 0; round < 120; round++) {
    const x = largeView(random, round % 3 === 0);
    const expected = elements(x);
    const double = [2 * x.shape[0] - 1, ...x.shape.slice(1)];
    const all = new NdArray(new Float32Array(sizeOf(double)).fill(7), double);
    assign(slice(all, 0, 0, double[0], 2), x);
    expect(elements(slice(all, 0, 0, double[0], 2))).toEqual(expected);
    expect(elements(slice(all, 0, 1, double[0], 2)).every((value) => value === 7)).toBe(true);
    const home = residentZeros(all.data, x.size);
    assign(new NdArray(home, x.shape), x);
    expect([...home]).toEqual(expected);
    const axes = x.shape.map((_, axis) => x.shape.length - 1 - axis);
    const turned = permute(new NdArray(new Float32Array(x.size), x.shape.toReversed()), axes);
    assign(turned, x);
    expect(elements(turned)).toEqual(expected);
    expect([...x.data]).toEqual(expected);
  }
});

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
