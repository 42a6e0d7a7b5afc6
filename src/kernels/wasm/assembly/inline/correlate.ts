import { madd } from "./madd";

/**
 * out[o, q] = start[o] + Σ over taps of weight[o] · grid[q + distance], for 4 channels o and every position q.
 * pairs: [count, 6], each two vectors of 4 neighbouring positions. They hold distances in bytes from `grid` and `out`,
 * then the first and the end of the weights' parts that apply; weights: [parts, taps, 5], those of 4 channels and the
 * distance of the tap in bytes. Rows of `out` are `row` bytes apart.
 */
export function correlate(grid: usize, weights: usize, taps: i32, start: usize, pairs: usize, count: i32, out: usize, row: usize): void {
  const end = pairs + <usize>(24 * count);
  for (; pairs < end; pairs += 24) {
    const from0 = grid + load<i32>(pairs);
    const from1 = grid + load<i32>(pairs, 4);
    const first = weights + <usize>(20 * taps * load<i32>(pairs, 16));
    const last = weights + <usize>(20 * taps * load<i32>(pairs, 20));
    correlateTile(from0, from1, first, last, start, out + load<i32>(pairs, 8), out + load<i32>(pairs, 12), row);
  }
}

/** The loop counts by the address of the weights and tests at its end, as in tile.ts. */
function correlateTile(from0: usize, from1: usize, weights: usize, end: usize, start: usize, to0: usize, to1: usize, row: usize): void {
  let c00 = v128.load32_splat(start);
  let c01 = c00;
  let c10 = v128.load32_splat(start, 4);
  let c11 = c10;
  let c20 = v128.load32_splat(start, 8);
  let c21 = c20;
  let c30 = v128.load32_splat(start, 12);
  let c31 = c30;
  do {
    const distance = load<i32>(weights, 16);
    const x0 = v128.load(from0 + distance);
    const x1 = v128.load(from1 + distance);
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
    weights += 20;
  } while (weights < end);
  v128.store(to0, c00);
  v128.store(to1, c01);
  v128.store(to0 + row, c10);
  v128.store(to1 + row, c11);
  v128.store(to0 + 2 * row, c20);
  v128.store(to1 + 2 * row, c21);
  v128.store(to0 + 3 * row, c30);
  v128.store(to1 + 3 * row, c31);
}

/**
 * sums[o, tap] += Σ over positions of dy[o, q] · grid[q + distance], for 4 channels o and 2 taps. Each of the 8 sums is
 * a vector still to be added across.
 * vectors: [count], of every 4 neighbouring positions the distance in bytes from x0 and x1. Rows of dy are `row` bytes
 * apart; dy is 0 where q is not an output.
 */
export function correlatePair(dy: usize, row: usize, x0: usize, x1: usize, vectors: usize, count: i32, sums: usize): void {
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
  const end = <usize>count << 4;
  let q: usize = 0;
  do {
    const from = load<i32>(vectors);
    const a0 = v128.load(x0 + from);
    const a1 = v128.load(x1 + from);
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
    vectors += 4;
    q += 16;
  } while (q < end);
  v128.store(sums, c00);
  v128.store(sums, c01, 16);
  v128.store(sums, c10, 32);
  v128.store(sums, c11, 48);
  v128.store(sums, c20, 64);
  v128.store(sums, c21, 80);
  v128.store(sums, c30, 96);
  v128.store(sums, c31, 112);
}
