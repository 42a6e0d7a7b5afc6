import { bytes } from "./inline/convolution";
import { loadStrided } from "./inline/loadStrided";
import { fourFrom, Windows } from "./inline/windows";

/**
 * y = Σ window / members, in f64. x: [planes, inHeight, inWidth]   y: [planes, outHeight, outWidth]
 *
 * Four neighbouring windows without padding are done at a time. The last four overlap the four before them.
 */
export function avgPool2d(w: Windows, x: usize, y: usize): void {
  const end = y + bytes(w.planes * w.outHeight * w.outWidth);
  while (y < end) {
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      let j = 0;
      while (j < w.outWidth) {
        const first = fourFrom(w, j, w.strideX);
        if (first >= 0) {
          const from = x + bytes(top * w.inWidth + first * w.strideX - w.paddingX);
          fourWindows(w, from, bottom - top, y + bytes(first));
          j = first + 4;
          continue;
        }
        const column = j * w.strideX - w.paddingX;
        const left = max(column, 0);
        const right = min(column + w.kernelWidth, w.inWidth);
        let sum: f64 = 0;
        for (let k = top; k < bottom; k++) {
          const stop = x + bytes(k * w.inWidth + right);
          for (let at = x + bytes(k * w.inWidth + left); at < stop; at += 4) sum += <f64>load<f32>(at);
        }
        store<f32>(y + bytes(j), <f32>(sum / members(w, (bottom - top) * (right - left))));
        j++;
      }
      y += bytes(w.outWidth);
    }
    x += bytes(w.inHeight * w.inWidth);
  }
}

/** The means of four windows of `height` rows. `from` is the first element of the leftmost one. */
// @ts-ignore: decorator
@inline
function fourWindows(w: Windows, from: usize, height: i32, y: usize): void {
  let low = f64x2.splat(0);
  let high = low;
  for (let p = 0; p < height; p++) {
    for (let q = 0; q < w.kernelWidth; q++) {
      const four = loadStrided(from + bytes(q), w.strideX);
      low = f64x2.add(low, f64x2.promote_low_f32x4(four));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)));
    }
    from += bytes(w.inWidth);
  }
  const divisor = f64x2.splat(members(w, height * w.kernelWidth));
  const left = f32x4.demote_f64x2_zero(f64x2.div(low, divisor));
  const right = f32x4.demote_f64x2_zero(f64x2.div(high, divisor));
  v128.store(y, v128.shuffle<f32>(left, right, 0, 1, 4, 5));
}

/**
 * dx = Σ dy / members of the windows that x is in. The sums of a plane are in `sums` in f64, which is zeros. Windows
 * that do not overlap need no sums.
 */
export function avgPool2dGradient(w: Windows, dy: usize, dx: usize, sums: usize): void {
  const plane = w.inHeight * w.inWidth;
  const apart = w.strideY >= w.kernelHeight && w.strideX >= w.kernelWidth;
  const end = dy + bytes(w.planes * w.outHeight * w.outWidth);
  while (dy < end) {
    if (apart) memory.fill(dx, 0, bytes(plane));
    for (let i = 0; i < w.outHeight; i++) {
      const row = i * w.strideY - w.paddingY;
      const top = max(row, 0);
      const bottom = min(row + w.kernelHeight, w.inHeight);
      for (let j = 0; j < w.outWidth; j++) {
        const column = j * w.strideX - w.paddingX;
        const left = max(column, 0);
        const right = min(column + w.kernelWidth, w.inWidth);
        // −0 is added to 0, as elsewhere.
        const share = 0 + <f64>load<f32>(dy) / members(w, (bottom - top) * (right - left));
        for (let k = top; k < bottom; k++) {
          for (let at = k * w.inWidth + left; at < k * w.inWidth + right; at++) {
            if (apart) store<f32>(dx + bytes(at), <f32>share);
            else store<f64>(sums + 2 * bytes(at), load<f64>(sums + 2 * bytes(at)) + share);
          }
        }
        dy += 4;
      }
    }
    if (!apart) {
      for (let i = 0; i < plane; i++) {
        const at = sums + 2 * bytes(i);
        store<f32>(dx + bytes(i), <f32>load<f64>(at));
        store<f64>(at, 0);
      }
    }
    dx += bytes(plane);
  }
}

// @ts-ignore: decorator
@inline
function members(w: Windows, inside: i32): f64 {
  return <f64>(w.countPadding ? w.kernelHeight * w.kernelWidth : inside);
}
