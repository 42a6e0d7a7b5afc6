import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { recordReshape } from "../support/reshape.ts";

/**
 * Returns the elements of x in row-major order with a new shape. One size may be −1, computed from the others.
 * Throws if the number of elements differs.
 *
 * @gradcheck reshape(randn(2, 6), [3, -1])
 * @gradcheck reshape(randn(1), [])
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  needTensor("reshape", "the input", x);
  if (!Array.isArray(shape))
    throw new TypeError(`reshape: the shape must be a list, got ${describeValue(shape)}; use [2, 3]`);
  const known = sizeOf(shape.filter((n) => n !== -1));
  const unknown = shape.filter((n) => n === -1).length;
  const filled = shape.map((n) => (n === -1 ? x.size / known : n));
  if (unknown > 1 || filled.some((n) => !Number.isInteger(n) || n < 0) || sizeOf(filled) !== x.size) {
    throw new RangeError(
      `reshape: the sizes, at most one of them -1, must have the product ${x.size} of ${showShape(x.shape)}, ` +
        `got ${showShape(shape)}`,
    );
  }
  return recordReshape("reshape", x, filled);
}
