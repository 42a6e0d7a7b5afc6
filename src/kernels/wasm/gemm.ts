import type { Floats } from "../../array/floats.ts";
import { gemm as code } from "../../generated/wasm/gemm.ts";
import type { GemmShape } from "../gemmShape.ts";
import type { Instance } from "./instance.ts";
import { begin, delivered, given, input, none, placeFor } from "./staging.ts";

/** Below this many multiplications, copying in and out takes longer than the plain loops. */
export const worthCopying = 512;

/** Panels of packed operands begin here, after the page that no address may be in. */
const panels = 65536;

/** Products that the kernel sums in f32 before it adds the sum to C. */
const blockDepth = 256;

/** Longer sums are computed in pieces, by short blocks, and the pieces are added in f64. */
const long = 2048;
const longPiece = 1024;
const longBlockDepth = 64;

/** A matrix in the kernels' memory: element [i, j] is at `address` + 4 (i · row + j · column). One stride is 1. */
export interface Stored {
  readonly address: number;
  readonly row: number;
  readonly column: number;
}

/** C = op(A) op(B) + bias by tiles of SIMD registers. Returns null, with nothing done, where the plain loops apply. */
export function gemm(a: Floats, b: Floats, into: Floats | null, shape: GemmShape, bias: Floats | null): Floats | null {
  const { m, n, k, transposeA = false, transposeB = false } = shape;
  const wasm = m * n * k < worthCopying ? null : begin(a, b, into ?? none, m * n + n);
  if (wasm === null) return null;
  const c = given(a, into, m * n);
  const storedA = { address: input(wasm, a), row: transposeA ? 1 : k, column: transposeA ? m : 1 };
  const storedB = { address: input(wasm, b), row: transposeB ? 1 : n, column: transposeB ? k : 1 };
  const to = placeFor(wasm, c, m * n);
  multiply(wasm, storedA, storedB, to, m, n, k, bias === null ? 0 : input(wasm, bias));
  return delivered(wasm, to, c, m * n);
}

/** C = A B + bias in the kernels' memory. Without a bias its address is 0. */
export function multiply(
  wasm: Instance,
  a: Stored,
  b: Stored,
  c: number,
  m: number,
  n: number,
  k: number,
  bias = 0,
): void {
  const [gemm] = wasm.load(code);
  if (k <= long) {
    gemm(a.address, a.row, a.column, b.address, b.row, b.column, c, m, n, k, blockDepth, panels, bias);
    return;
  }
  const sums = new Float64Array(m * n);
  if (bias > 0) for (let i = 0; i < sums.length; i++) sums[i] = wasm.f32[(bias >> 2) + (i % n)];
  for (let p = 0; p < k; p += longPiece) {
    const [fromA, fromB] = [a.address + 4 * p * a.column, b.address + 4 * p * b.row];
    const depth = Math.min(longPiece, k - p);
    gemm(fromA, a.row, a.column, fromB, b.row, b.column, c, m, n, depth, longBlockDepth, panels, 0);
    addInto(sums, wasm.f32.subarray(c >> 2, (c >> 2) + m * n));
  }
  wasm.f32.set(sums, c >> 2);
}

/** As array/addInto.ts, which meets more kinds of arrays and so takes up to 1.4 times as long. */
function addInto(sums: Float64Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}
