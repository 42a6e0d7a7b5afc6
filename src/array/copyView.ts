import { assign as assignLoops } from "../generated/ndarray/assign.js";
import { run } from "./loops.ts";
import type { View } from "./view.ts";

/** The least length of a run that is copied as a block sooner than by a loop. */
const worthBlock = 32;

/** Copies the elements of a view to another of its shape; those side by side in both as blocks. */
export function copyView(to: View, from: View): void {
  const { shape } = to;
  let axis = shape.length;
  let block = 1;
  while (axis > 0 && to.stride[axis - 1] === block && from.stride[axis - 1] === block) block *= shape[--axis];
  if (block < worthBlock) {
    run(assignLoops, to, from);
    return;
  }
  const copyFrom = (k: number, place: number, source: number): void => {
    if (k === axis) to.data.set(from.data.subarray(source, source + block), place);
    else for (let i = 0; i < shape[k]; i++) copyFrom(k + 1, place + i * to.stride[k], source + i * from.stride[k]);
  };
  copyFrom(0, to.offset, from.offset);
}
