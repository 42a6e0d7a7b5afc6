import type { View } from "./view.ts";

/** The least length of a run that is copied as a block sooner than by a loop. */
const worthBlock = 32;

/** At most this many numbers are copied by the loops. */
const shortest = 1024;

/** Copies a view whose blocks have this length and returns true, or returns false with nothing done. */
export type Copier = (to: View, from: View, block: number) => boolean;

let copier: Copier | null = null;

/** Tries `next` before the loops. */
export function copyBy(next: Copier): void {
  copier = next;
}

/** Copies the elements of a view to another of its shape: those side by side in both as blocks, others by planes. */
export function copyView(to: View, from: View): void {
  const { shape } = to;
  let axis = shape.length;
  let block = 1;
  while (axis > 0 && to.stride[axis - 1] === block && from.stride[axis - 1] === block) block *= shape[--axis];
  if (to.data.length > shortest && copier?.(to, from, block)) return;
  if (block >= worthBlock) copyBlocks(to, from, axis, block, 0, to.offset, from.offset);
  else if (shape.length === 0) to.data[to.offset] = from.data[from.offset];
  else copyPlanes(to, from, copyPlane, lineAxis(from), 0, to.offset, from.offset);
}

/** Copies a block for every place along the axes from `axis` up to `end`. */
function copyBlocks(
  to: View,
  from: View,
  end: number,
  block: number,
  axis: number,
  place: number,
  source: number,
): void {
  if (axis === end) to.data.set(from.data.subarray(source, source + block), place);
  else
    for (let i = 0; i < to.shape[axis]; i++)
      copyBlocks(to, from, end, block, axis + 1, place + i * to.stride[axis], source + i * from.stride[axis]);
}

/** Returns the axis before the last whose elements lie closest together, or the last one if no other is long. */
export function lineAxis({ shape, stride }: View): number {
  let axis = shape.length - 1;
  for (let k = axis - 1; k >= 0; k--)
    if (shape[k] > 1 && (axis === shape.length - 1 || stride[k] < stride[axis])) axis = k;
  return axis;
}

/** Copies one plane, of the axis `across` and the last one. */
type PlaneCopier = (to: View, from: View, across: number, place: number, source: number) => void;

/** Copies a plane for every place along the other axes from `axis` on. */
export function copyPlanes(
  to: View,
  from: View,
  copy: PlaneCopier,
  across: number,
  axis: number,
  place: number,
  source: number,
): void {
  if (axis === across) copyPlanes(to, from, copy, across, axis + 1, place, source);
  else if (axis >= to.shape.length - 1) copy(to, from, across, place, source);
  else
    for (let i = 0; i < to.shape[axis]; i++)
      copyPlanes(to, from, copy, across, axis + 1, place + i * to.stride[axis], source + i * from.stride[axis]);
}

/**
 * Copies the plane of the axis `across` and the last one, four lines at a time. Lines of 16 elements take two thirds of
 * the time so. If the plane lies transposed, four elements use a line of the cache while it is there.
 */
function copyPlane(to: View, from: View, across: number, place: number, source: number): void {
  const [y, x] = [to.data, from.data];
  const last = to.shape.length - 1;
  const lines = across === last ? 1 : to.shape[across];
  const length = to.shape[last];
  const line = to.stride[across];
  const step = to.stride[last];
  const fromLine = from.stride[across];
  const fromStep = from.stride[last];
  let i = 0;
  for (; i + 4 <= lines; i += 4) {
    let k = place + i * line;
    let at = source + i * fromLine;
    for (let j = 0; j < length; j++) {
      y[k] = x[at];
      y[k + line] = x[at + fromLine];
      y[k + 2 * line] = x[at + 2 * fromLine];
      y[k + 3 * line] = x[at + 3 * fromLine];
      k += step;
      at += fromStep;
    }
  }
  for (; i < lines; i++) {
    let k = place + i * line;
    let at = source + i * fromLine;
    for (let j = 0; j < length; j++) {
      y[k] = x[at];
      k += step;
      at += fromStep;
    }
  }
}
