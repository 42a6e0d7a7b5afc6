import { bytes } from "./inline/convolution";

/** y[o, j, i] = x[o, places[o, j, i], i], with x [outer, length, inner] and y [outer, count, inner]. */
export function takeAlong(
  x: usize,
  places: usize,
  y: usize,
  outer: i32,
  length: i32,
  count: i32,
  inner: i32,
): void {
  // Lines of one number are one long line.
  const lines = inner === 1 ? 1 : count;
  const step = inner === 1 ? 0 : 4;
  const line = bytes(inner === 1 ? count : inner);
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < lines; j++) {
      const end = y + line;
      if (inner === 1) {
        for (; y + 16 <= end; y += 16) {
          store<f32>(y, load<f32>(x + bytes(load<i32>(places))));
          store<f32>(y, load<f32>(x + bytes(load<i32>(places, 4))), 4);
          store<f32>(y, load<f32>(x + bytes(load<i32>(places, 8))), 8);
          store<f32>(y, load<f32>(x + bytes(load<i32>(places, 12))), 12);
          places += 16;
        }
      }
      let from = x;
      for (; y < end; y += 4) {
        store<f32>(y, load<f32>(from + bytes(load<i32>(places) * inner)));
        from += step;
        places += 4;
      }
    }
    x += bytes(length * inner);
  }
}

/** dx[o, n, i] = Σ dy[o, j, i] over all j with places[o, j, i] = n, in f64. `sums` is room for one o, all zeros. */
export function addAlong(
  dy: usize,
  places: usize,
  sums: usize,
  dx: usize,
  outer: i32,
  length: i32,
  count: i32,
  inner: i32,
): void {
  const lines = inner === 1 ? 1 : count;
  const step = inner === 1 ? 0 : 8;
  const line = bytes(inner === 1 ? count : inner);
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < lines; j++) {
      let to = sums;
      for (const end = dy + line; dy < end; dy += 4) {
        const sum = to + 2 * bytes(load<i32>(places) * inner);
        store<f64>(sum, load<f64>(sum) + <f64>load<f32>(dy));
        to += step;
        places += 4;
      }
    }
    let sum = sums;
    const end = dx + bytes(length * inner);
    for (; dx + 8 <= end; dx += 8) {
      v128.store64_lane(dx, f32x4.demote_f64x2_zero(v128.load(sum)), 0);
      v128.store(sum, i32x4.splat(0));
      sum += 16;
    }
    if (dx < end) {
      store<f32>(dx, <f32>load<f64>(sum));
      store<f64>(sum, 0);
      dx += 4;
    }
  }
}
