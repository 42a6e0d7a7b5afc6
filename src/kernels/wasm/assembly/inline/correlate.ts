import { madd } from "./madd";

/**
 * out[o, q] = start[o] + Σ over taps of weights[tap, o] · grid[q + distance[tap]], for 4 channels o and every
 * position q.
 * Distances are in bytes; rows of `out` are `row` bytes apart and have room for `positions` rounded up to 8.
 */
export function correlate(grid: usize, distance: usize, weights: usize, taps: i32, start: usize, positions: i32, out: usize, row: usize): void {
  for (let q = 0; q < positions; q += 8) {
    correlateTile(grid, distance, weights, taps, start, out, row);
    grid += 32;
    out += 32;
  }
}

function correlateTile(grid: usize, distance: usize, weights: usize, taps: i32, start: usize, out: usize, row: usize): void {
  let c00 = v128.load32_splat(start);
  let c01 = c00;
  let c10 = v128.load32_splat(start, 4);
  let c11 = c10;
  let c20 = v128.load32_splat(start, 8);
  let c21 = c20;
  let c30 = v128.load32_splat(start, 12);
  let c31 = c30;
  for (let tap = 0; tap < taps; tap++) {
    const x = grid + load<i32>(distance);
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const w0 = v128.load32_splat(weights);
    c00 = madd(w0, x0, c00);
    c01 = madd(w0, x1, c01);
    const w1 = v128.load32_splat(weights, 4);
    c10 = madd(w1, x0, c10);
    c11 = madd(w1, x1, c11);
    const w2 = v128.load32_splat(weights, 8);
    c20 = madd(w2, x0, c20);
    c21 = madd(w2, x1, c21);
    const w3 = v128.load32_splat(weights, 12);
    c30 = madd(w3, x0, c30);
    c31 = madd(w3, x1, c31);
    distance += 4;
    weights += 16;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out + row, c10);
  v128.store(out + row, c11, 16);
  v128.store(out + 2 * row, c20);
  v128.store(out + 2 * row, c21, 16);
  v128.store(out + 3 * row, c30);
  v128.store(out + 3 * row, c31, 16);
}

/**
 * sums[o, tap] += Σ over positions of dy[o, q] · grid[q + distance[tap]], for 4 channels o and 2 taps, each of the
 * 8 sums a vector still to be added across. `positions` is a multiple of 4; dy is 0 where q is not an output.
 */
export function correlatePair(dy: usize, row: usize, x0: usize, x1: usize, positions: i32, sums: usize): void {
  let c00 = v128.load(sums);
  let c01 = v128.load(sums, 16);
  let c10 = v128.load(sums, 32);
  let c11 = v128.load(sums, 48);
  let c20 = v128.load(sums, 64);
  let c21 = v128.load(sums, 80);
  let c30 = v128.load(sums, 96);
  let c31 = v128.load(sums, 112);
  const dy1 = dy + row;
  const dy2 = dy1 + row;
  const dy3 = dy2 + row;
  const end = bytesOf(positions);
  for (let q: usize = 0; q < end; q += 16) {
    const a0 = v128.load(x0 + q);
    const a1 = v128.load(x1 + q);
    const d0 = v128.load(dy + q);
    c00 = madd(d0, a0, c00);
    c01 = madd(d0, a1, c01);
    const d1 = v128.load(dy1 + q);
    c10 = madd(d1, a0, c10);
    c11 = madd(d1, a1, c11);
    const d2 = v128.load(dy2 + q);
    c20 = madd(d2, a0, c20);
    c21 = madd(d2, a1, c21);
    const d3 = v128.load(dy3 + q);
    c30 = madd(d3, a0, c30);
    c31 = madd(d3, a1, c31);
  }
  v128.store(sums, c00);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}

// @ts-ignore: decorator
@inline
function bytesOf(floats: i32): usize {
  return <usize>floats << 2;
}
