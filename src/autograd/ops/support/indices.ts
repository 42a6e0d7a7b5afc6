import { type Shape, showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { wholeNumbers } from "../../../kernels/wholeNumbers.ts";
import type { Nested } from "../../create/support.ts";
import { tensor } from "../../create/tensor.ts";
import { Tensor } from "../../tensor.ts";
import { outOfRange } from "./outOfRange.ts";

/** Whole numbers as a tensor, as nested arrays, or as a flat list of any kind, such as an Int32Array. */
export type Indices = Tensor | Nested | ArrayLike<number>;

/**
 * Indices as flat numbers with their shape. Throws in the name of `who` at the first that is not in 0 .. count − 1.
 */
export function readIndices(who: string, indices: Indices, count: number): { places: Int32Array; shape: Shape } {
  const { data, shape } = asArray(indices);
  if (typeof data?.length !== "number")
    throw new TypeError(`${who}: indices must be a tensor or a list of whole numbers, got ${describeValue(indices)}`);
  const places = wholeNumbers(data, count);
  if (places !== null) return { places, shape };
  const at = Array.from(data).findIndex((index) => wholeNumbers([index], count) === null);
  throw new RangeError(
    `${who}: every index must be ${outOfRange(count, data[at])} at place ${at} of ${showShape(shape)}`,
  );
}

function asArray(indices: Indices): { data: ArrayLike<number>; shape: Shape } {
  if (indices instanceof Tensor) return indices;
  if (typeof indices === "number" || Array.isArray(indices)) return tensor(indices as Nested, { dtype: "float64" });
  const data = indices as ArrayLike<number>;
  return { data, shape: [data?.length] };
}
