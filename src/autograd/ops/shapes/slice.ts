import { addView } from "../../../array/addView.ts";
import { assign } from "../../../array/assign.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { slice as sliced } from "../../../array/views.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";

/** [start, end, step] of one axis; `null` for the whole axis. Negative places count from the end, `end` is excluded. */
export type Range = readonly [start: number, end?: number | null, step?: number] | null;

/**
 * Returns every `step`-th element from `start` up to `end` (the end of the axis if null), per axis.
 * Axes beyond the ranges stay whole.
 *
 * @gradcheck slice(randn(4, 5), [[1, 3]])
 * @gradcheck slice(randn(4, 5), [[-3, -1], [0, null, 2]])
 * @gradcheck slice(randn(2, 4, 3), [null, [1]])
 * @example slice(tensor([0, 1, 2, 3, 4]), [[1, -1]]).data // [1, 2, 3]
 */
export function slice(x: Tensor, ranges: readonly Range[]): Tensor {
  needTensor("slice", "the input", x);
  if (!Array.isArray(ranges) || ![...ranges].every((range) => range === null || Array.isArray(range)))
    throw new TypeError(
      `slice: the ranges must be a list, one for each axis, got ${describeValue(ranges)}; use [[start, end, step], null]`,
    );
  if (ranges.length > x.shape.length) {
    throw new RangeError(`slice: at most ${x.shape.length} ranges fit ${showShape(x.shape)}, got ${ranges.length}`);
  }
  const box = (whole: NdArray): NdArray => {
    let part = whole;
    for (const [axis, range] of ranges.entries()) {
      if (range === null) continue;
      const length = x.shape[axis];
      const [start, end, step = 1] = range;
      part = sliced(part, axis, fromStart(start, length), fromStart(end ?? length, length), step);
    }
    return part;
  };
  return record("slice", box(x), [
    x,
    (dy) => {
      const dx = new NdArray(makeZeros(dy.data, x.size), x.shape);
      assign(box(dx), dy);
      return dx;
    },
    (sum, dy) => addView(box(new NdArray(sum, x.shape)).view, dy.data),
  ]).viewOf(x);
}

const fromStart = (place: number, length: number): number => (place < 0 ? place + length : place);
