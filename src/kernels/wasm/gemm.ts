import type { Floats } from "../../array/floats.ts";
import { gemm as code } from "../../generated/wasm/gemm.ts";
import type { GemmShape } from "../gemmShape.ts";
import { begin, deliver, input, output } from "./staging.ts";

/** Below this many multiplications, copying in and out takes longer than the plain loops. */
const worthCopying = 512;

/** Panels of packed operands begin here, after the page that no address may be in. */
const panels = 65536;

/** Products that the kernel sums in f32 before it adds the sum to C. */
const blockDepth = 256;

/** Longer sums are computed in pieces, by short blocks, and the pieces are added in f64. */
const long = 2048;
const longPiece = 1024;
const longBlockDepth = 64;

/** C = op(A) op(B) by tiles of SIMD registers. Returns false, with nothing done, where the plain loops apply. */
export function gemm(a: Floats, b: Floats, c: Floats, shape: GemmShape): boolean {
  const { m, n, k, transposeA = false, transposeB = false } = shape;
  const wasm = m * n * k < worthCopying ? null : begin(a, b, c);
  if (wasm === null) return false;
  const addressA = input(wasm, a);
  const addressB = input(wasm, b);
  const addressC = output(wasm, c);
  const rowA = transposeA ? 1 : k;
  const columnA = transposeA ? m : 1;
  const rowB = transposeB ? 1 : n;
  const columnB = transposeB ? k : 1;
  const { gemm } = wasm.load(code);
  if (k <= long) {
    gemm(addressA, rowA, columnA, addressB, rowB, columnB, addressC, m, n, k, blockDepth, panels);
    deliver(wasm, addressC, c);
    return true;
  }
  const sums = new Float64Array(m * n);
  for (let p = 0; p < k; p += longPiece) {
    const [fromA, fromB] = [addressA + 4 * p * columnA, addressB + 4 * p * rowB];
    const depth = Math.min(longPiece, k - p);
    gemm(fromA, rowA, columnA, fromB, rowB, columnB, addressC, m, n, depth, longBlockDepth, panels);
    addInto(sums, wasm.f32.subarray(addressC >> 2, (addressC >> 2) + m * n));
  }
  c.set(sums);
  return true;
}

function addInto(sums: Float64Array, values: Float32Array): void {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}
