/**
 * Max pooling, four neighbouring windows of an output row at a time. Windows that touch padding, and the last few of
 * a row, are done one by one.
 */
import { bytes } from "./inline/convolution";

/** Sizes of one pooling: written by ../../pool2d.ts, field by field. */
@unmanaged
export class Windows {
  planes: i32;
  inHeight: i32;
  inWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  outHeight: i32;
  outWidth: i32;
  strideY: i32;
  strideX: i32;
  paddingY: i32;
  paddingX: i32;
}

/** y: [planes, outHeight, outWidth], argmax likewise: flat indices in x, the first of equals, NaN above everything. */
export function maxPool2d(w: Windows, x: usize, y: usize, argmax: usize): void {
  const firstInside = (w.paddingX + w.strideX - 1) / w.strideX;
  const lastInside = (w.inWidth - w.kernelWidth + w.paddingX) / w.strideX;
  for (let plane = 0; plane < w.planes; plane++) {
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      const start = plane * w.inHeight * w.inWidth;
      let j = 0;
      while (j < w.outWidth) {
        const left = j * w.strideX - w.paddingX;
        if (j >= firstInside && j + 3 <= lastInside && j + 4 <= w.outWidth) {
          fourWindows(w, x, start + top * w.inWidth + left, bottom - top, y, argmax);
          j += 4;
          y += 16;
          argmax += 16;
        } else {
          oneWindow(w, x, start, top, bottom, max(left, 0), min(left + w.kernelWidth, w.inWidth), y, argmax);
          j++;
          y += 4;
          argmax += 4;
        }
      }
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
function fourWindows(w: Windows, x: usize, first: i32, height: i32, y: usize, argmax: usize): void {
  const stride = w.strideX;
  let at = i32x4.add(i32x4.splat(first), i32x4.mul(i32x4.splat(stride), i32x4(0, 1, 2, 3)));
  let best = loadStrided(x + bytes(first), stride);
  for (let p = 0; p < height; p++) {
    let index = i32x4.add(i32x4.splat(first + p * w.inWidth), i32x4.mul(i32x4.splat(stride), i32x4(0, 1, 2, 3)));
    for (let q = 0; q < w.kernelWidth; q++) {
      const value = loadStrided(x + bytes(first + p * w.inWidth + q), stride);
      const firstNaN = v128.and(f32x4.ne(value, value), f32x4.eq(best, best));
      const larger = v128.or(f32x4.gt(value, best), firstNaN);
      best = v128.bitselect(value, best, larger);
      at = v128.bitselect(index, at, larger);
      index = i32x4.add(index, i32x4.splat(1));
    }
  }
  v128.store(y, best);
  v128.store(argmax, at);
}

// @ts-ignore: decorator
@inline
function loadStrided(from: usize, stride: i32): v128 {
  if (stride == 1) return v128.load(from);
  if (stride == 2) return v128.shuffle<f32>(v128.load(from), v128.load(from, 16), 0, 2, 4, 6);
  let lanes = v128.load32_zero(from);
  lanes = v128.load_lane<f32>(from + bytes(stride), lanes, 1);
  lanes = v128.load_lane<f32>(from + bytes(2 * stride), lanes, 2);
  return v128.load_lane<f32>(from + bytes(3 * stride), lanes, 3);
}
