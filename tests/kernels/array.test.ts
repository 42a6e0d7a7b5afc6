import { describe, expect, test } from "vitest";
import { assign } from "../../src/array/assign.ts";
import { makeDoubles, makeZeros } from "../../src/array/makeZeros.ts";
import { array, contiguous, type NdArray } from "../../src/array/ndArray.ts";
import { broadcastShape, sizeOf } from "../../src/array/shape.ts";
import { expand, permute, reshape, slice } from "../../src/array/views.ts";
import { minus } from "../../src/kernels/minus.ts";
import { over } from "../../src/kernels/over.ts";
import { plus } from "../../src/kernels/plus.ts";
import { times } from "../../src/kernels/times.ts";

const counting = (...shape: number[]): NdArray =>
  array(
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => i),
    shape,
  );
const list = (x: NdArray): number[] => [...x.data];

describe("views", () => {
  test("a transpose reads the columns as rows and leaves the original alone", () => {
    const x = counting(2, 3);
    const xT = permute(x, [1, 0]);
    expect(xT.shape).toEqual([3, 2]);
    expect(xT.isView).toBe(true);
    expect(list(xT)).toEqual([0, 3, 1, 4, 2, 5]);
    expect(list(x)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("a permutation of three axes moves every index with its axis", () => {
    const x = counting(2, 3, 4);
    const y = permute(x, [2, 0, 1]);
    expect(y.shape).toEqual([4, 2, 3]);
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 2; j++)
        for (let k = 0; k < 3; k++) expect(y.data[(i * 2 + j) * 3 + k]).toBe(x.data[(j * 3 + k) * 4 + i]);
  });

  test.each([
    [
      [64, 40],
      [1, 0],
    ],
    [
      [53, 47],
      [1, 0],
    ],
    [
      [2, 5, 17, 19],
      [0, 2, 3, 1],
    ],
    [
      [2, 17, 5, 19],
      [3, 0, 2, 1],
    ],
    [
      [3, 30, 30],
      [2, 1, 0],
    ],
  ])("a large permutation of %j by %j moves every index with its axis", (shape, order) => {
    const x = counting(...shape);
    const y = permute(x, order);
    const stride = (axis: number): number => sizeOf(shape.slice(axis + 1));
    const expected = Array.from({ length: x.size }, (_, position) => {
      let [rest, place] = [position, 0];
      for (const axis of order.toReversed()) {
        place += (rest % shape[axis]) * stride(axis);
        rest = Math.floor(rest / shape[axis]);
      }
      return place;
    });
    expect(list(y)).toEqual(expected);
  });

  test("writing through a transpose leaves the elements around it alone", () => {
    const x = counting(60, 80);
    assign(permute(slice(slice(x, 0, 5, 58), 1, 3, 64), [1, 0]), array(new Float64Array(53 * 61), [61, 53]));
    const zeros = list(x).map((value, i) => (value === 0 && i > 0 ? 1 : 0));
    const inside = (i: number): boolean => {
      const [row, column] = [Math.floor(i / 80), i % 80];
      return row >= 5 && row < 58 && column >= 3 && column < 64;
    };
    expect(zeros).toEqual(zeros.map((_, i) => Number(inside(i))));
  });

  test("a slice of a slice of a transpose is still the right elements", () => {
    const x = slice(slice(permute(counting(4, 6), [1, 0]), 0, 1, 6, 2), 1, 1, 3);
    expect(x.shape).toEqual([3, 2]);
    expect(list(x)).toEqual([7, 13, 9, 15, 11, 17]);
  });

  test("an empty slice is an empty array", () => {
    expect(list(slice(counting(3, 2), 0, 3, 3))).toEqual([]);
    expect(slice(counting(3, 2), 0, 1, 1).shape).toEqual([0, 2]);
  });

  test("reading the data of a contiguous array makes no copy", () => {
    const values = new Float32Array(6);
    expect(array(values, [2, 3]).data).toBe(values);
    expect(reshape(array(values, [2, 3]), [6]).data).toBe(values);
  });

  test("reshaping a view keeps its own row-major order", () => {
    expect(list(reshape(permute(counting(2, 3), [1, 0]), [2, 3]))).toEqual([0, 3, 1, 4, 2, 5]);
  });

  test.each([
    ["an axis of length 1 goes", slice(permute(counting(3, 4, 5), [2, 0, 1]), 0, 3, 4), [3, 4], true],
    ["an axis of length 1 comes", permute(counting(3, 4), [1, 0]), [4, 1, 3, 1], true],
    ["an axis is split", permute(counting(6, 4), [1, 0]), [4, 2, 3], true],
    ["axes that follow each other are joined", permute(counting(2, 3, 4), [2, 0, 1]), [4, 6], true],
    ["axes that follow each other are split elsewhere", permute(counting(2, 6, 5), [2, 0, 1]), [5, 3, 4], true],
    ["repeated axes are joined", expand(counting(1, 1, 3), [2, 4, 3]), [8, 3], true],
    ["axes are joined that do not follow each other", permute(counting(2, 3), [1, 0]), [6], false],
    ["a slice ends a row early", slice(counting(3, 4), 1, 0, 3), [9], false],
    ["an axis is split across two", permute(counting(3, 4, 2), [0, 2, 1]), [3, 4, 2], false],
    ["the view is empty", slice(permute(counting(2, 3), [1, 0]), 0, 1, 1), [2, 0, 5], false],
  ])("reshaping a view has its elements in order where %s", (_, x, shape, staysView) => {
    const y = reshape(x, shape);
    expect(y.isView).toBe(staysView);
    expect(list(y)).toEqual([...contiguous(x.view, x.size)]);
    expect(y.shape).toEqual(shape);
  });

  test("a single number without axes and an empty list are arrays", () => {
    const scalar = array(Float64Array.of(7), []);
    expect(scalar.size).toBe(1);
    expect(list(permute(scalar, []))).toEqual([7]);
    expect(list(expand(scalar, [2, 2]))).toEqual([7, 7, 7, 7]);
    expect(list(plus(scalar, scalar))).toEqual([14]);
    expect(list(permute(counting(0, 3), [1, 0]))).toEqual([]);
  });
});

describe("broadcasting", () => {
  test("shapes align at the right, and 1 stretches", () => {
    expect(broadcastShape("add", [2, 1, 4], [3, 1])).toEqual([2, 3, 4]);
    expect(broadcastShape("add", [], [2])).toEqual([2]);
    expect(broadcastShape("add", [0, 3], [1, 3])).toEqual([0, 3]);
    expect(broadcastShape("add", [1], [0])).toEqual([0]);
  });

  test("shapes that do not broadcast are named with the axis at fault", () => {
    expect(() => broadcastShape("mul", [2, 3], [2, 4])).toThrow(
      "mul: the shapes must broadcast, got [2,3] and [2,4]: 3 against 4 in axis 1",
    );
    expect(() => broadcastShape("mul", [2], [0])).toThrow("2 against 0 in axis 0");
  });

  test("arithmetic repeats a row over rows and a column over columns", () => {
    const column = array(Float64Array.of(10, 20), [2, 1]);
    expect(list(plus(counting(2, 3), column))).toEqual([10, 11, 12, 23, 24, 25]);
    expect(list(minus(counting(3), column))).toEqual([-10, -9, -8, -20, -19, -18]);
    expect(list(times(permute(counting(3, 2), [1, 0]), counting(3)))).toEqual([0, 2, 8, 0, 3, 10]);
    expect(list(over(column, counting(2, 1)))).toEqual([Infinity, 20]);
  });

  test("the result of Float64 operands is Float64, of Float32 operands Float32", () => {
    expect(plus(counting(2), counting(2)).data).toBeInstanceOf(Float64Array);
    const single = array(new Float32Array(2));
    expect(plus(single, single).data).toBeInstanceOf(Float32Array);
    expect(plus(single, counting(2)).data).toBeInstanceOf(Float64Array);
  });

  test("expand only repeats: it neither shrinks, drops axes nor stretches what is not 1", () => {
    expect(() => expand(counting(2, 3), [2, 6])).toThrow("only axes of size 1 repeat");
    expect(() => expand(counting(1, 3), [3])).toThrow("expand: only axes of size 1 repeat, got [1,3] to [3]");
    expect(() => expand(counting(3), [])).toThrow("expand: only axes of size 1 repeat, got [3] to []");
  });
});

describe("assign", () => {
  test("writes through a view into the numbers it shows", () => {
    const x = counting(2, 3);
    assign(slice(x, 1, 1, 3), array(Float64Array.of(-1, -2, -3, -4), [2, 2]));
    expect(list(x)).toEqual([0, -1, -2, 3, -3, -4]);
  });

  test("a square matrix can be assigned its own transpose", () => {
    const x = counting(3, 3);
    assign(x, permute(x, [1, 0]));
    expect(list(x)).toEqual([0, 3, 6, 1, 4, 7, 2, 5, 8]);
  });

  test("overlapping parts of one buffer are copied aside first, for any arrays over it", () => {
    const buffer = new Float64Array([0, 1, 2, 3, 4, 5, 6]);
    assign(array(buffer.subarray(1, 6)), array(buffer.subarray(0, 5)));
    expect([...buffer]).toEqual([0, 0, 1, 2, 3, 4, 6]);
  });

  test("small arrays share buffers without sharing numbers, whatever kinds and lengths come in turn", () => {
    const arrays = Array.from({ length: 3000 }, (_, i) => {
      const length = (i * 37) % 300;
      return i % 3 === 0 ? makeDoubles(length) : makeZeros(new Float32Array(0), length);
    });
    expect(arrays[10].buffer).toBe(arrays[11].buffer);
    expect(arrays[12].buffer).toBe(arrays[11].buffer);
    expect(arrays[12]).toBeInstanceOf(Float64Array);
    for (const [i, values] of arrays.entries()) {
      expect(values.every((value) => value === 0)).toBe(true);
      values.fill(i + 1);
    }
    for (const [i, values] of arrays.entries()) expect(values.every((value) => value === i + 1)).toBe(true);
  });

  test("shapes must agree exactly", () => {
    expect(() => assign(counting(2, 3), counting(3, 2))).toThrow(
      "assign: both arrays must have one shape, got [2,3] and [3,2]",
    );
  });
});

describe("refusals", () => {
  test("values that do not fill the shape are refused", () => {
    expect(() => array(new Float32Array(5), [2, 3])).toThrow("array: shape [2,3] must have 6 values, got 5");
    expect(() => array(new Float32Array(2), [-1, -2])).toThrow("the shape must be whole numbers, 0 or more");
    expect(() => array(new Float32Array(1), [0.5, 2])).toThrow("the shape must be whole numbers, 0 or more");
    expect(() => reshape(counting(2, 3), [4])).toThrow("reshape: shape [4] must have 4 elements, got 6 in [2,3]");
  });

  test("axes and ranges that do not exist are refused", () => {
    expect(() => permute(counting(2, 3), [0, 0])).toThrow(
      "permute: the order must name each of the 2 axes of [2,3] once, got [0,0]",
    );
    expect(() => permute(counting(2, 3), [0])).toThrow("permute");
    expect(() => slice(counting(2, 3), 1, 0, 4)).toThrow(
      "slice: the range must be within 0..3, axis 1 of [2,3], got 0..4",
    );
    expect(() => slice(counting(2, 3), 2, 0, 1)).toThrow("slice: the axis must be one of [2,3], got 2");
    expect(() => slice(counting(2, 3), 1, 0, 3, 0)).toThrow("slice: the step must be a whole number, 1 or more, got 0");
  });
});
