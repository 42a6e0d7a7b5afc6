import { bytes } from "./inline/convolution";
import { Windows } from "./inline/windows";

/** y = Σ window / members, in f64. x: [planes, inHeight, inWidth]   y: [planes, outHeight, outWidth] */
export function avgPool2d(w: Windows, x: usize, y: usize): void {
  const end = y + bytes(w.planes * w.outHeight * w.outWidth);
  while (y < end) {
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      for (let j = 0; j < w.outWidth; j++) {
        const column = j * w.strideX - w.paddingX;
        const left = max(column, 0);
        const right = min(column + w.kernelWidth, w.inWidth);
        let sum: f64 = 0;
        for (let k = top; k < bottom; k++) {
          const stop = x + bytes(k * w.inWidth + right);
          for (let at = x + bytes(k * w.inWidth + left); at < stop; at += 4) sum += <f64>load<f32>(at);
        }
        store<f32>(y, <f32>(sum / members(w, (bottom - top) * (right - left))));
        y += 4;
      }
    }
    x += bytes(w.inHeight * w.inWidth);
  }
}

/** dx = Σ dy / members of the windows that x is in. The sums of a plane are in `sums` in f64, which is zeros. */
export function avgPool2dGradient(w: Windows, dy: usize, dx: usize, sums: usize): void {
  const end = dy + bytes(w.planes * w.outHeight * w.outWidth);
  while (dy < end) {
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      for (let j = 0; j < w.outWidth; j++) {
        const column = j * w.strideX - w.paddingX;
        const left = max(column, 0);
        const right = min(column + w.kernelWidth, w.inWidth);
        const share = <f64>load<f32>(dy) / members(w, (bottom - top) * (right - left));
        for (let k = top; k < bottom; k++) {
          const stop = sums + 2 * bytes(k * w.inWidth + right);
          for (let at = sums + 2 * bytes(k * w.inWidth + left); at < stop; at += 8) store<f64>(at, load<f64>(at) + share);
        }
        dy += 4;
      }
    }
    for (let i = 0; i < w.inHeight * w.inWidth; i++) {
      const at = sums + 2 * bytes(i);
      store<f32>(dx, <f32>load<f64>(at));
      store<f64>(at, 0);
      dx += 4;
    }
  }
}

// @ts-ignore: decorator
@inline
function members(w: Windows, inside: i32): f64 {
  return <f64>(w.countPadding ? w.kernelHeight * w.kernelWidth : inside);
}
