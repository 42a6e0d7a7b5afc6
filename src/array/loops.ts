import type { Floats } from "./floats.ts";
import type { View } from "./view.ts";

type Numbers = readonly number[];

/** A loop over arrays of one shape: shape, then numbers, strides and offset of each. It writes the first. */
type Loop = (
  shape: Numbers,
  y: Floats,
  yStride: Numbers,
  yAt: number,
  a: Floats,
  aStride: Numbers,
  aAt: number,
  b: Floats,
  bStride: Numbers,
  bAt: number,
) => void;

/** The loops of one operation by rank. */
export type Loops = readonly Loop[];

/** Runs y = f(a, b) over views of one shape. */
export function run(loops: Loops, y: View, a: View, b: View): void {
  const rank = y.shape.length;
  if (rank < loops.length)
    loops[rank](y.shape, y.data, y.stride, y.offset, a.data, a.stride, a.offset, b.data, b.stride, b.offset);
  else {
    const [to, first, second] = fold([y, a, b]);
    (to.shape.length < loops.length ? run : runParts)(loops, to, first, second);
  }
}

/** Drops axes of length 1 and joins neighbouring axes that are one in every view. */
function fold(views: readonly View[]): View[] {
  const folded = views.map((view) => ({ ...view, shape: [] as number[], stride: [] as number[] }));
  let last = -1;
  for (const [axis, length] of views[0].shape.entries()) {
    if (length === 1) continue;
    const joins = last >= 0 && views.every(({ stride }, i) => folded[i].stride[last] === stride[axis] * length);
    if (!joins) last++;
    for (const [i, { shape, stride }] of folded.entries()) {
      shape[last] = joins ? shape[last] * length : length;
      stride[last] = views[i].stride[axis];
    }
  }
  return folded;
}

/** Runs the loops for every index of the shortest axis before the last. */
function runParts(loops: Loops, y: View, a: View, b: View): void {
  const axis = y.shape.indexOf(Math.min(...y.shape.slice(0, -1)));
  for (let i = 0; i < y.shape[axis]; i++) run(loops, partOf(y, axis, i), partOf(a, axis, i), partOf(b, axis, i));
}

const partOf = ({ data, shape, stride, offset }: View, axis: number, i: number): View => ({
  data,
  shape: shape.filter((_, k) => k !== axis),
  stride: stride.filter((_, k) => k !== axis),
  offset: offset + i * stride[axis],
});
