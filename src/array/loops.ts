import type { Floats } from "./floats.ts";
import type { View } from "./view.ts";

type Numbers = readonly number[];

/** The fields of a view that a loop reads. */
type Strided = Pick<View, "data" | "shape" | "stride" | "offset">;

/** A loop over two arrays of one shape: shape, then numbers, strides and offset of each. It writes the first. */
type Loop2 = (
  shape: Numbers,
  y: Floats,
  yStride: Numbers,
  yAt: number,
  a: Floats,
  aStride: Numbers,
  aAt: number,
) => void;

/** A loop over three arrays of one shape, as `Loop2`. */
type Loop3 = (
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
export interface Loops2 {
  readonly plain: readonly Loop2[];
  readonly blocked: readonly Loop2[];
}

export interface Loops3 {
  readonly plain: readonly Loop3[];
  readonly blocked: readonly Loop3[];
}

/** Runs y = f(a) over views of one shape. */
export function run2({ plain, blocked }: Loops2, y: Strided, a: Strided): void {
  const rank = y.shape.length;
  if (rank >= plain.length) {
    for (let i = 0; i < y.shape[0]; i++) run2({ plain, blocked }, inner(y, i), inner(a, i));
    return;
  }
  const loops = isRowMajorLike(a) ? plain : blocked;
  loops[rank](y.shape, y.data, y.stride, y.offset, a.data, a.stride, a.offset);
}

/** Runs y = f(a, b) over views of one shape. */
export function run3({ plain, blocked }: Loops3, y: Strided, a: Strided, b: Strided): void {
  const rank = y.shape.length;
  if (rank >= plain.length) {
    for (let i = 0; i < y.shape[0]; i++) run3({ plain, blocked }, inner(y, i), inner(a, i), inner(b, i));
    return;
  }
  const loops = isRowMajorLike(a) && isRowMajorLike(b) ? plain : blocked;
  loops[rank](y.shape, y.data, y.stride, y.offset, a.data, a.stride, a.offset, b.data, b.stride, b.offset);
}

/** Returns the part of a view at one index of its first axis. */
const inner = ({ data, shape, stride, offset }: Strided, i: number): Strided => ({
  data,
  shape: shape.slice(1),
  stride: stride.slice(1),
  offset: offset + i * stride[0],
});

/** Returns whether strides never grow towards the last axis. Ignores axes of length 1 and repeated ones (stride 0). */
function isRowMajorLike({ shape, stride }: Strided): boolean {
  let largest = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1 || stride[axis] === 0) continue;
    if (stride[axis] < largest) return false;
    largest = stride[axis];
  }
  return true;
}
