import { type Construct, constructors } from "../generated/ndarray/constructors.js";
import type { Floats } from "./floats.ts";
import { HighRankView } from "./highRankView.ts";

/** A strided view of numbers: an ndarray, with the methods that the package `ndarray` gives it. */
export interface View {
  readonly dtype: string;
  readonly dimension: number;
  readonly size: number;
  /** The axes from the smallest stride to the largest. */
  readonly order: readonly number[];
  data: Floats;
  shape: number[];
  stride: number[];
  offset: number;
  get(...index: number[]): number;
  set(...indexAndValue: number[]): number;
  index(...index: number[]): number;
  lo(...start: (number | null)[]): View;
  hi(...end: (number | null)[]): View;
  step(...step: (number | null)[]): View;
  transpose(...axes: number[]): View;
  pick(...index: (number | null)[]): View;
}

const made = new Map<string, Construct[]>();

/** Returns the view of `data` with this shape, these strides (row-major by default) and this offset. */
export function makeView(data: Floats, shape: readonly number[], stride = rowMajor(shape), offset = 0): View {
  const dtype = data instanceof Float32Array ? "float32" : "float64";
  const construct = constructorsFor(dtype)[shape.length + 1];
  if (construct === undefined) return new HighRankView(dtype, data, [...shape], [...stride], offset);
  return construct(data, shape, stride, offset);
}

/** Returns ndarray's constructors for one kind of numbers, by rank + 1, made on first use. */
function constructorsFor(dtype: string): Construct[] {
  let list = made.get(dtype);
  if (list === undefined) {
    list = [];
    made.set(dtype, list);
    for (const [i, make] of constructors.entries()) list.push(i < 2 ? make(dtype, list[0]) : make(dtype, list, order));
  }
  return list;
}

/** The axes of a view from the smallest stride to the largest. */
function order(this: View): number[] {
  return this.stride.map((_, axis) => axis).sort((a, b) => Math.abs(this.stride[a]) - Math.abs(this.stride[b]));
}

function rowMajor(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let size = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = size;
    size *= shape[axis];
  }
  return stride;
}
