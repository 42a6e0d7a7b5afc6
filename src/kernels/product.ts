import type { Floats } from "../array/floats.ts";
import { arithmetic as code } from "../generated/wasm/arithmetic.ts";
import { elementwise } from "./elementwise.ts";

/** Returns a b for two arrays of one length. */
export function product(a: Floats, b: Floats): Floats {
  const loop = (y: Floats): void => {
    for (let i = 0; i < y.length; i++) y[i] = a[i] * b[i];
  };
  return elementwise(simd, 2, loop, 0, 0, a, b);
}

const simd = { code, sameBits: true };
