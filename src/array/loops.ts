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

/** The loops of one operation by rank: in row-major order, and in blocks for operands that lie transposed. */
export interface Loops {
  readonly plain: readonly Loop[];
  readonly blocked: readonly Loop[];
}

/** Runs y = f(a, b) over views of one shape. */
export function run(loops: Loops, y: View, a: View, b: View): void {
  const rank = y.shape.length;
  if (rank < loops.plain.length) {
    const list = isRowMajorLike(a) && isRowMajorLike(b) ? loops.plain : loops.blocked;
    list[rank](y.shape, y.data, y.stride, y.offset, a.data, a.stride, a.offset, b.data, b.stride, b.offset);
  } else {
    const [to, first, second] = fold([y, a, b]);
    (to.shape.length < loops.plain.length ? run : runHigh)(loops, to, first, second);
  }
}

/** Drops axes of length 1 and joins neighbouring axes that are one in every view. */
function fold(views: readonly View[]): View[] {
  const [y, a, b] = views.map(({ data, offset }) => ({ data, offset, shape: [] as number[], stride: [] as number[] }));
  const lengths = views[0].shape;
  let last = -1;
  for (let axis = 0; axis < lengths.length; axis++) {
    const length = lengths[axis];
    if (length === 1) continue;
    const [m, n, o] = [views[0].stride[axis], views[1].stride[axis], views[2].stride[axis]];
    const joins =
      last >= 0 && y.stride[last] === m * length && a.stride[last] === n * length && b.stride[last] === o * length;
    if (!joins) last++;
    y.shape[last] = joins ? y.shape[last] * length : length;
    y.stride[last] = m;
    a.stride[last] = n;
    b.stride[last] = o;
  }
  return [y, { ...a, shape: y.shape }, { ...b, shape: y.shape }];
}

/** Runs the loop of the highest rank for every index of the axes beyond it. */
function runHigh(loops: Loops, y: View, a: View, b: View): void {
  const highest = loops.plain.length - 1;
  const outer = outerAxes(y, a, b, y.shape.length - highest);
  const inner = (list: Numbers): number[] => list.filter((_, axis) => !outer.includes(axis));
  const [shape, yStride, aStride, bStride] = [inner(y.shape), inner(y.stride), inner(a.stride), inner(b.stride)];
  const inOrder = isRowMajorLike({ ...a, shape, stride: aStride }) && isRowMajorLike({ ...b, shape, stride: bStride });
  const loop = (inOrder ? loops.plain : loops.blocked)[highest];
  let parts = 1;
  for (const axis of outer) parts *= y.shape[axis];
  for (let part = 0; part < parts; part++) {
    let [yAt, aAt, bAt] = [y.offset, a.offset, b.offset];
    let rest = part;
    for (const axis of outer) {
      const i = rest % y.shape[axis];
      rest = (rest - i) / y.shape[axis];
      yAt += i * y.stride[axis];
      aAt += i * a.stride[axis];
      bAt += i * b.stride[axis];
    }
    loop(shape, y.data, yStride, yAt, a.data, aStride, aAt, b.data, bStride, bAt);
  }
}

/** Returns the `many` shortest axes that are the innermost of no view. */
function outerAxes(y: View, a: View, b: View, many: number): number[] {
  const [i, j, k] = [innermost(y), innermost(a), innermost(b)];
  const outer: number[] = [];
  for (let axis = 0; axis < y.shape.length; axis++) if (axis !== i && axis !== j && axis !== k) outer.push(axis);
  return outer.sort((p, q) => y.shape[p] - y.shape[q]).slice(0, many);
}

/** Returns the axis of the smallest stride, apart from repeated ones (stride 0). */
function innermost({ stride }: View): number {
  let axis = -1;
  let least = Infinity;
  for (let i = 0; i < stride.length; i++) {
    if (stride[i] === 0 || stride[i] >= least) continue;
    axis = i;
    least = stride[i];
  }
  return axis;
}

/** Returns whether strides never grow towards the last axis. Ignores axes of length 1 and repeated ones (stride 0). */
function isRowMajorLike({ shape, stride }: View): boolean {
  let largest = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1 || stride[axis] === 0) continue;
    if (stride[axis] < largest) return false;
    largest = stride[axis];
  }
  return true;
}
