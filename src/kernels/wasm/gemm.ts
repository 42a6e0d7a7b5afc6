import type { Floats } from "../../array/floats.ts";
import { gemm as code } from "../../generated/wasm/gemm.ts";
import type { GemmShape } from "../gemmShape.ts";
import { begin, deliver, input, output } from "./staging.ts";

/** Below this many multiplications, copying in and out takes longer than the plain loops. */
const worthCopying = 512;

/** Panels of packed operands begin here, after the page that no address may be in. */
const panels = 65536;

/** C = op(A) op(B) by tiles of SIMD registers. False, with nothing done, where the plain loops are to be used. */
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
  wasm.load(code).gemm(addressA, rowA, columnA, addressB, rowB, columnB, addressC, m, n, k, panels);
  deliver(wasm, addressC, c);
  return true;
}
