import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";
import { addRowBias } from "./addRowBias.ts";
import type { GemmShape } from "./gemmShape.ts";
import { gemm as reference } from "./reference/gemm.ts";
import { usingFast } from "./usingFast.ts";
import { gemm as fast } from "./wasm/gemm.ts";

/**
 * Computes C = op(A) op(B), where op transposes or not, and adds `bias`, [n], to every row. Returns C: `into`, or a new
 * array if that is null.
 */
export function gemm(a: Floats, b: Floats, into: Floats | null, shape: GemmShape, bias: Floats | null = null): Floats {
  const product = usingFast() ? fast(a, b, into, shape, bias) : null;
  if (product !== null) return product;
  const c = into ?? makeRoom(a, shape.m * shape.n);
  reference(a, b, c, shape);
  if (bias !== null) addRowBias(c, bias, c, shape.m, shape.n);
  return c;
}
