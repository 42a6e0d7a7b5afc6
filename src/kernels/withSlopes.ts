import type { Floats } from "../array/floats.ts";
import { applies, type Simd } from "./elementwise.ts";
import { withSlopes as fast, type WithSlopes } from "./wasm/elementwise.ts";

/** Returns y of x and its slopes y′, which the kernel at this place computes together; null where it does not apply. */
export const withSlopes = (simd: Simd | null, kernel: number | undefined, x: Floats): WithSlopes | null =>
  simd && kernel !== undefined && applies(simd, x.length) ? fast(simd.code, kernel, x) : null;
