import { copyView } from "./copyView.ts";
import type { Floats } from "./floats.ts";
import { contiguous, type NdArray } from "./ndArray.ts";
import { sameShape, showShape } from "./shape.ts";
import { makeView } from "./view.ts";

/** Returns whether two arrays have bytes in common. */
function overlap(a: Floats, b: Floats): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

/** Copies `from` into `to`, both of one shape. If they share memory, copies `from` aside first. */
export function assign(to: NdArray, from: NdArray): void {
  if (!sameShape(to.shape, from.shape)) {
    throw new RangeError(
      `assign: both arrays must have one shape, got ${showShape(to.shape)} and ${showShape(from.shape)}`,
    );
  }
  if (to.size === 0) return;
  const source = overlap(from.view.data, to.view.data)
    ? makeView(contiguous(from.view, from.size).slice(), from.shape)
    : from.view;
  copyView(to.view, source);
}
