/**
 * Max pooling, four neighbouring windows of an output row at a time. Windows that touch padding are done one by one,
 * and so are rows of fewer than four.
 */
import { bytes } from "./inline/convolution";
import { loadStrided } from "./inline/loadStrided";
import { fourFrom, Windows } from "./inline/windows";

/** y: [planes, outHeight, outWidth], argmax likewise: flat indices in x, the first of equals, NaN above everything. */
export function maxPool2d(w: Windows, x: usize, y: usize, argmax: usize): void {
  for (let plane = 0; plane < w.planes; plane++) {
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      if (w.strideX == 2) rowOfWindows(w, x, plane * w.inHeight * w.inWidth, top, bottom, y, argmax, 2);
      else rowOfWindows(w, x, plane * w.inHeight * w.inWidth, top, bottom, y, argmax, w.strideX);
      y += bytes(w.outWidth);
      argmax += bytes(w.outWidth);
    }
  }
}

/**
 * The last four windows without padding overlap the four before them where that saves single windows. No branch
 * predictor knows the comparisons of those. Inlined, so that `stride` is a constant where it is usual.
 */
// @ts-ignore: decorator
@inline
function rowOfWindows(w: Windows, x: usize, start: i32, top: i32, bottom: i32, y: usize, argmax: usize, stride: i32): void {
  let j = 0;
  while (j < w.outWidth) {
    const from = fourFrom(w, j, stride);
    if (from >= 0) {
      const first = start + top * w.inWidth + from * stride - w.paddingX;
      fourWindows(w, x, first, bottom - top, y + bytes(from), argmax + bytes(from), stride);
      j = from + 4;
    } else {
      const left = j * stride - w.paddingX;
      const right = min(left + w.kernelWidth, w.inWidth);
      oneWindow(w, x, start, top, bottom, max(left, 0), right, y + bytes(j), argmax + bytes(j));
      j++;
    }
  }
}

function oneWindow(w: Windows, x: usize, start: i32, top: i32, bottom: i32, left: i32, right: i32, y: usize, argmax: usize): void {
  let at = start + top * w.inWidth + left;
  let best = load<f32>(x + bytes(at));
  for (let i = top; i < bottom; i++) {
    for (let j = left; j < right; j++) {
      const index = start + i * w.inWidth + j;
      const value = load<f32>(x + bytes(index));
      if (value > best || (value != value && best == best)) {
        best = value;
        at = index;
      }
    }
  }
  store<f32>(y, best);
  store<i32>(argmax, at);
}

/** `first` is the flat index in x of the leftmost window's first element. */
// @ts-ignore: decorator
@inline
function fourWindows(w: Windows, x: usize, first: i32, height: i32, y: usize, argmax: usize, stride: i32): void {
  const lanes = i32x4.add(i32x4.splat(first), i32x4.mul(i32x4.splat(stride), i32x4(0, 1, 2, 3)));
  let at = lanes;
  let best = loadStrided(x + bytes(first), stride);
  for (let p = 0; p < height; p++) {
    let index = i32x4.add(lanes, i32x4.splat(p * w.inWidth));
    let from = x + bytes(first + p * w.inWidth);
    for (let q = 0; q < w.kernelWidth; q++) {
      const value = loadStrided(from, stride);
      // Larger, or the first NaN: not (value ≤ best) is true for NaN too.
      const larger = v128.andnot(f32x4.eq(best, best), f32x4.le(value, best));
      best = v128.bitselect(value, best, larger);
      at = v128.bitselect(index, at, larger);
      index = i32x4.add(index, i32x4.splat(1));
      from += 4;
    }
  }
  v128.store(y, best);
  v128.store(argmax, at);
}
