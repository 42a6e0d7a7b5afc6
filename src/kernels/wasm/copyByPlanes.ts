import { type Copier, copyPlanes, lineAxis } from "../../array/copyView.ts";
import { sizeOf } from "../../array/shape.ts";
import type { View } from "../../array/view.ts";
import { copyPlane as code } from "../../generated/wasm/copyPlane.ts";
import { placed, spanLength, spanOf } from "./span.ts";
import { begin, deliver, none, output } from "./staging.ts";

/** Longer blocks are copied sooner by themselves. */
const longestBlock = 512;

/**
 * Copies planes that lie as they are or transposed, into a whole array whose lines have no gaps. Returns false, with
 * nothing done, for other views, and for those that leave most of their span out.
 */
export const copyByPlanes: Copier = (to, from, block) => {
  const size = to.data.length;
  if (block > longestBlock) return false;
  const last = to.shape.length - 1;
  const across = lineAxis(from);
  const [lines, length] = [across === last ? 1 : to.shape[across], to.shape[last]];
  const [line, fromLine, fromStep] = [to.stride[across], from.stride[across], from.stride[last]];
  const fits = to.stride[last] === 1 && (fromLine === 1 || fromStep === 1) && sizeOf(to.shape) === size;
  if (!fits || spanLength(from) > 2 * size) return false;
  const span = spanOf(from);
  const wasm = begin(to.data, span.values, none);
  if (wasm === null) return false;
  const [x, y] = [placed(wasm, span), output(wasm, to.data)];
  const [copyPlane] = wasm.load(code);
  const copy = (_to: View, _from: View, _across: number, place: number, source: number): void => {
    copyPlane(y + 4 * place, x + 4 * source, lines, length, line, fromLine, fromStep);
  };
  copyPlanes(to, from, copy, across, 0, to.offset, from.offset);
  deliver(wasm, y, to.data);
  return true;
};
