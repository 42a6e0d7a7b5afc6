import type { Floats } from "./floats.ts";
import type { View } from "./view.ts";

type Numbers = readonly number[];

/** A loop over arrays of one shape with 3 axes: shape, then numbers, strides and offset of each. Writes the first. */
export type Loop = (
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

/** Runs y = f(a, b) over views of one shape. */
export function run(loop: Loop, y: View, a: View, b: View): void {
  if (y.shape.length < 4) {
    const [to, first, second] = [y, a, b].map(({ stride }) => ofThree(stride, 0));
    loop(ofThree(y.shape, 1), y.data, to, y.offset, a.data, first, a.offset, b.data, second, b.offset);
  } else {
    const [to, first, second] = fold([y, a, b]);
    (to.shape.length < 4 ? run : runParts)(loop, to, first, second);
  }
}

/** The numbers of at most 3 axes, with those of missing axes before them. */
const ofThree = (numbers: Numbers, missing: number): Numbers => [
  numbers.at(-3) ?? missing,
  numbers.at(-2) ?? missing,
  numbers.at(-1) ?? missing,
];

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

/** Runs the loop for every index of the shortest axis before the last. */
function runParts(loop: Loop, y: View, a: View, b: View): void {
  const axis = y.shape.indexOf(Math.min(...y.shape.slice(0, -1)));
  for (let i = 0; i < y.shape[axis]; i++) run(loop, partOf(y, axis, i), partOf(a, axis, i), partOf(b, axis, i));
}

const partOf = ({ data, shape, stride, offset }: View, axis: number, i: number): View => ({
  data,
  shape: shape.filter((_, k) => k !== axis),
  stride: stride.filter((_, k) => k !== axis),
  offset: offset + i * stride[axis],
});
