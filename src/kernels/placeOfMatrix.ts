import type { View } from "../array/view.ts";

/** Returns the place of the first element of a matrix, counted in row-major order of the leading axes. */
export function placeOfMatrix({ stride, offset }: View, leading: readonly number[], matrix: number): number {
  let place = offset;
  let rest = matrix;
  for (let axis = leading.length - 1; axis >= 0; axis--) {
    const index = rest % leading[axis];
    place += index * stride[axis];
    rest = (rest - index) / leading[axis];
  }
  return place;
}
