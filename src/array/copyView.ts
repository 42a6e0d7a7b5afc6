import { assign as assignLoops } from "../generated/ndarray/assign.js";
import { run } from "./loops.ts";
import { sizeOf } from "./shape.ts";
import type { View } from "./view.ts";

/** The least length of a run that is copied as a block sooner than by a loop. */
const worthBlock = 32;
/** The least number of elements that are copied by planes sooner than by the loop over all axes. */
const worthTransposing = 2048;

/** Copies the elements of a view to another of its shape; those side by side in both as blocks. */
export function copyView(to: View, from: View): void {
  const { shape } = to;
  const last = shape.length - 1;
  let axis = shape.length;
  let block = 1;
  while (axis > 0 && to.stride[axis - 1] === block && from.stride[axis - 1] === block) block *= shape[--axis];
  if (block >= worthBlock) {
    eachPlace(to, from, [...shape.keys()].slice(0, axis), (place, source) =>
      to.data.set(from.data.subarray(source, source + block), place),
    );
    return;
  }
  const across = from.stride.indexOf(1);
  const isTransposed = across >= 0 && across < last && to.stride[last] === 1;
  if (isTransposed && sizeOf(shape) >= worthTransposing) {
    const others = [...shape.keys()].filter((k) => k !== across && k !== last);
    eachPlace(to, from, others, (place, source) => transpose(to, place, from, source, across));
  } else run(assignLoops, to, from);
}

/** Calls `copy` with the positions in both views of every place along the axes. */
function eachPlace(to: View, from: View, axes: readonly number[], copy: (place: number, source: number) => void): void {
  const visit = (k: number, place: number, source: number): void => {
    const axis = axes[k];
    if (axis === undefined) copy(place, source);
    else
      for (let i = 0; i < to.shape[axis]; i++)
        visit(k + 1, place + i * to.stride[axis], source + i * from.stride[axis]);
  };
  visit(0, to.offset, from.offset);
}

/**
 * Copies a plane whose elements lie side by side along `across` in one view and along the last axis in the other, four
 * lines at a time: a line of the cache is used by four elements while it is there.
 */
function transpose({ data: y, shape, stride }: View, place: number, from: View, source: number, across: number): void {
  const x = from.data;
  const length = shape[shape.length - 1];
  const step = from.stride[shape.length - 1];
  const line = stride[across];
  const whole = shape[across] & ~3;
  for (let i = 0; i < whole; i += 4) {
    let to = place + i * line;
    let at = source + i;
    for (let j = 0; j < length; j++) {
      y[to] = x[at];
      y[to + line] = x[at + 1];
      y[to + 2 * line] = x[at + 2];
      y[to + 3 * line] = x[at + 3];
      to++;
      at += step;
    }
  }
  for (let i = whole; i < shape[across]; i++) {
    for (let j = 0; j < length; j++) y[place + i * line + j] = x[source + i + j * step];
  }
}
