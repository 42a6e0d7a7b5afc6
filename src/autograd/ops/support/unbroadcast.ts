import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, sameShape, sizeOf } from "../../../array/shape.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";

/**
 * The transpose of broadcasting: adds up the elements of `dy` that came from one element of a tensor of `shape`.
 *
 *     ⟨expand(x, S), dy⟩ = ⟨x, unbroadcast(dy, shape of x)⟩ for every x and dy
 */
export function unbroadcast(dy: NdArray, shape: Shape): NdArray {
  if (sameShape(dy.shape, shape)) return dy;
  let values = dy.data;
  const sizes = dy.shape.slice();
  const missing = dy.shape.length - shape.length;
  for (let axis = 0; axis < sizes.length; axis++) {
    if (axis >= missing && shape[axis - missing] === sizes[axis]) continue;
    const outer = sizeOf(sizes.slice(0, axis));
    const inner = sizeOf(sizes.slice(axis + 1));
    const summed = makeZeros(values, outer * inner);
    sumAxis(values, summed, outer, sizes[axis], inner);
    values = summed;
    sizes[axis] = 1;
  }
  return new NdArray(values, shape);
}
