import type { Floats } from "../array/floats.ts";
import { applies, type Simd } from "./elementwise.ts";
import { withSlopes as fast } from "./wasm/withSlopes.ts";

/** y of an elementwise op and its slopes y′. */
export interface WithSlopes {
  readonly y: Floats;
  readonly slopes: Floats;
}

/** Returns y of x and its slopes y′, which the kernel at this place computes together; null where it does not apply. */
export const withSlopes = (simd: Simd, kernel: number, x: Floats): WithSlopes | null =>
  applies(simd, x.length) ? fast(simd.code, kernel, x) : null;
