import { type Construct, constructors } from "../generated/ndarray/constructors.js";
import type { Floats } from "./floats.ts";
import { HighRankView } from "./highRankView.ts";
import type { NdArray } from "./ndArray.ts";

/** An ndarray: a strided view with the methods that the package `ndarray` gives it. */
export interface Ndarray {
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
  lo(...start: (number | null)[]): Ndarray;
  hi(...end: (number | null)[]): Ndarray;
  step(...step: (number | null)[]): Ndarray;
  transpose(...axes: number[]): Ndarray;
  pick(...index: (number | null)[]): Ndarray;
}

const made = new Map<string, Construct[]>();

/**
 * Returns a tensor's numbers as an ndarray, for packages such as `ndarray-ops`. Shares the memory: writing there
 * changes the tensor without being counted, so do not write between a forward and its backward pass.
 *
 * @example toNdarray(tensor([[1, 2, 3], [4, 5, 6]])).pick(1).get(2) // 6
 */
export function toNdarray({ view }: NdArray): Ndarray {
  const { data, shape, stride, offset } = view;
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
function order(this: Ndarray): number[] {
  return this.stride.map((_, axis) => axis).sort((a, b) => Math.abs(this.stride[a]) - Math.abs(this.stride[b]));
}
