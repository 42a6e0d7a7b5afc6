import type { Floats } from "../array/floats.ts";
import { arithmetic as code } from "../generated/wasm/arithmetic.ts";
import { elementwise } from "./elementwise.ts";

/** Returns −x. */
export function negative(x: Floats): Floats {
  const loop = (y: Floats): void => {
    for (let i = 0; i < x.length; i++) y[i] = -x[i];
  };
  return elementwise(simd, 4, loop, 0, 0, x);
}

const simd = { code, sameBits: true };
