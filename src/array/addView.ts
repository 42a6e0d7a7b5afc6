import { addInto } from "./addInto.ts";
import type { Floats } from "./floats.ts";
import type { View } from "./view.ts";

/** Adds numbers in row-major order to the elements of a view. */
export function addView({ data, shape, stride, offset }: View, values: Floats): void {
  let axis = shape.length;
  let run = 1;
  while (axis > 0 && stride[axis - 1] === run) run *= shape[--axis];
  let from = 0;
  const addFrom = (k: number, place: number): void => {
    if (k === axis) {
      addInto(data, values, place, from, run);
      from += run;
    } else for (let i = 0; i < shape[k]; i++) addFrom(k + 1, place + i * stride[k]);
  };
  addFrom(0, offset);
}
