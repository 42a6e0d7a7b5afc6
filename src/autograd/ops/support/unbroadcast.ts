import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, sameShape, sizeOf } from "../../../array/shape.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";

/**
 * The transpose of broadcasting: adds up the elements of `dy` that came from one element of a tensor of `shape`.
 *
 *     ⟨expand(x, S), dy⟩ = ⟨x, unbroadcast(dy, shape of x)⟩ for every x and dy
 *
 * Sums over several axes stay in f64 until the last, so each result is rounded once.
 */
export function unbroadcast(dy: NdArray, shape: Shape): NdArray {
  if (sameShape(dy.shape, shape)) return dy;
  const sizes = dy.shape.slice();
  const missing = dy.shape.length - shape.length;
  const repeated = sizes.flatMap((n, axis) => (axis >= missing && shape[axis - missing] === n ? [] : [axis]));
  let values: Floats = dy.data;
  for (const axis of repeated) {
    const outer = sizeOf(sizes.slice(0, axis));
    const inner = sizeOf(sizes.slice(axis + 1));
    const isLast = axis === repeated[repeated.length - 1];
    const summed = isLast ? makeZeros(dy.data, outer * inner) : new Float64Array(outer * inner);
    sumAxis(values, summed, outer, sizes[axis], inner);
    values = summed;
    sizes[axis] = 1;
  }
  return new NdArray(values, shape);
}
