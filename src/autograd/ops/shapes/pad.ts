import { assign } from "../../../array/assign.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape, sizeOf } from "../../../array/shape.ts";
import { slice } from "../../../array/views.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * Surrounds x with `value` (0 unless given). `widths` holds [before, after] for each axis, the first axis first.
 *
 *     [n₀, n₁, …] → [before₀ + n₀ + after₀, …]
 *
 * Throws if the widths are not one pair of whole numbers, 0 or more, for each axis.
 *
 * @gradcheck pad(randn(2, 3), [[1, 0], [0, 2]])
 * @gradcheck pad(randn(3), [[1, 1]], -7)
 */
export function pad(x: Tensor, widths: readonly (readonly [before: number, after: number])[], value = 0): Tensor {
  needTensor("pad", "the input", x);
  const whole = (n: number): boolean => Number.isInteger(n) && n >= 0;
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && [...pair].every(whole);
  if (!Array.isArray(widths) || widths.length !== x.shape.length || ![...widths].every(isPair)) {
    throw new RangeError(
      `pad: widths must be [before, after], whole numbers of 0 or more, for each axis of ${showShape(x.shape)}, ` +
        `got ${JSON.stringify(widths)}`,
    );
  }
  const shape = x.shape.map((n, axis) => widths[axis][0] + n + widths[axis][1]);
  const y = new NdArray(makeZeros(x.data, sizeOf(shape)), shape);
  if (!Object.is(value, 0)) y.data.fill(value);
  const inside = (padded: NdArray): NdArray =>
    widths.reduce((part, [before], axis) => slice(part, axis, before, before + x.shape[axis]), padded);
  assign(inside(y), x);
  return record("pad", y, [x, inside]);
}
