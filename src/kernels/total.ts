import type { Floats } from "../array/floats.ts";
import { applies, type Simd } from "./elementwise.ts";
import { total as fast } from "./wasm/total.ts";

/** Returns the sum over all elements that the kernel at this place takes, or null where its loop applies. */
export const total = (simd: Simd, kernel: number, p: number, a: Floats, b: Floats): number | null =>
  applies(simd, a.length) ? fast(simd.code, kernel, p, a, b) : null;
