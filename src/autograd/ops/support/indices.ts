import { type Shape, showShape } from "../../../array/shape.ts";
import type { Nested } from "../../create/support.ts";
import { tensor } from "../../create/tensor.ts";
import { Tensor } from "../../tensor.ts";

/** Whole numbers as a tensor, as nested arrays, or as a flat list of any kind, such as an Int32Array. */
export type Indices = Tensor | Nested | ArrayLike<number>;

/**
 * Indices as flat numbers with their shape. Throws in the name of `who` at the first that is not in 0 .. count − 1.
 */
export function readIndices(who: string, indices: Indices, count: number): { places: Int32Array; shape: Shape } {
  const { data, shape } = asArray(indices);
  // Written one by one: to make an Int32Array of other numbers takes several times as long.
  const places = new Int32Array(data.length);
  for (let i = 0; i < places.length; i++) {
    const given = data[i];
    const place = given | 0;
    if (given !== place || place < 0 || place >= count) {
      throw new RangeError(
        `${who}: every index must be ${rangeOf(count)}, got ${given} at place ${i} of ${showShape(shape)}`,
      );
    }
    places[i] = place;
  }
  return { places, shape };
}

function asArray(indices: Indices): { data: ArrayLike<number>; shape: Shape } {
  if (indices instanceof Tensor) return indices;
  if (typeof indices === "number" || Array.isArray(indices)) return tensor(indices as Nested, { dtype: "float64" });
  const data = indices as ArrayLike<number>;
  return { data, shape: [data.length] };
}

/** The valid indices of `count` items, for an error. */
export const rangeOf = (count: number): string => `a whole number from 0 to ${count - 1}`;
