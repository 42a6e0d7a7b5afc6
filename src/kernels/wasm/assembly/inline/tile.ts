import { madd } from "./madd";

/** Rows in one tile: its sums, one product and the operands stay in the 16 vector registers. */
// @ts-ignore: decorator
@inline
export const tileRows: i32 = 4;

// @ts-ignore: decorator
@inline
function storeRow(to: usize, left: v128, right: v128, add: bool): void {
  if (add) {
    left = f32x4.add(left, v128.load(to));
    right = f32x4.add(right, v128.load(to, 16));
  }
  v128.store(to, left);
  v128.store(to, right, 16);
}

/**
 * C tile (+)= panel of A times panel of B: `depth` rank-1 updates, at least one, of sums that stay in registers.
 * a: [depth, 4]   b: [depth, 8]   c: [4, 8], rows `row` bytes apart.
 *
 * The loop counts by the address in B and tests at its end. That is a fifth faster than counting rounds: every
 * instruction besides the multiplications delays those. It takes two rounds at a time, with an exit between them.
 * Without it the engine loads the operands of both rounds first, and has too few registers. With fused products 6 rows
 * fit, too. They are 5 % faster for 256 rows of A, and 7 to 20 % slower for 32 and 16.
 */
export function multiplyTile(depth: i32, a: usize, b: usize, c: usize, row: usize, add: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  const end = b + (<usize>depth << 5);
  do {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00);
    c01 = madd(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = madd(a1, b0, c10);
    c11 = madd(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = madd(a2, b0, c20);
    c21 = madd(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = madd(a3, b0, c30);
    c31 = madd(a3, b1, c31);
    if (b + 32 >= end) break;
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const a4 = v128.load32_splat(a, 16);
    c00 = madd(a4, b2, c00);
    c01 = madd(a4, b3, c01);
    const a5 = v128.load32_splat(a, 20);
    c10 = madd(a5, b2, c10);
    c11 = madd(a5, b3, c11);
    const a6 = v128.load32_splat(a, 24);
    c20 = madd(a6, b2, c20);
    c21 = madd(a6, b3, c21);
    const a7 = v128.load32_splat(a, 28);
    c30 = madd(a7, b2, c30);
    c31 = madd(a7, b3, c31);
    a += 32;
    b += 64;
  } while (b < end);
  storeRow(c, c00, c01, add);
  storeRow(c + row, c10, c11, add);
  storeRow(c + 2 * row, c20, c21, add);
  storeRow(c + 3 * row, c30, c31, add);
}
