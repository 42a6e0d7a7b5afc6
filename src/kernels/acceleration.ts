import { instance, missingReason } from "./wasm/instance.ts";

/** The instructions that the fast kernels use. */
export interface Acceleration {
  /** SIMD with fused multiply-add, SIMD, or only the plain loops. */
  kind: "relaxed-simd" | "simd" | "none";
  /** Why only the plain loops can be used; null if the fast kernels can. */
  reason: string | null;
}

/** Returns the instructions that this engine offers the fast kernels, or the reason why there are none. */
export function acceleration(): Acceleration {
  const wasm = instance();
  if (wasm === null) return { kind: "none", reason: missingReason() };
  return { kind: wasm.fused ? "relaxed-simd" : "simd", reason: null };
}
