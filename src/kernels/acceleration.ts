import { instance } from "./wasm/instance.ts";

/** Tells what this engine offers the fast kernels: SIMD with fused multiply-add, SIMD, or only the plain loops. */
export function acceleration(): "relaxed-simd" | "simd" | "none" {
  const wasm = instance();
  if (wasm === null) return "none";
  return wasm.fused ? "relaxed-simd" : "simd";
}
