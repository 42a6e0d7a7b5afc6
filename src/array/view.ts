import type { Floats } from "./floats.ts";

/** A strided view of numbers: element [i, j, …] is `data[offset + i · stride[0] + j · stride[1] + …]`. */
export interface View {
  readonly data: Floats;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

/** Returns the view of `data` with this shape, these strides (row-major by default) and this offset. */
export function makeView(
  data: Floats,
  shape: readonly number[],
  stride: readonly number[] = rowMajor(shape),
  offset = 0,
): View {
  return { data, shape, stride, offset };
}

/** Returns the strides of a row-major array. */
function rowMajor(shape: readonly number[]): number[] {
  const stride = new Array<number>(shape.length);
  let size = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = size;
    size *= shape[axis];
  }
  return stride;
}
