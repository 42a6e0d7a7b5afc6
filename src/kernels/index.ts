/** @file Which implementation of the kernels is in use. Callers write `kernels.gemm(…)` and never ask. */
import type { Kernels } from "./kernels.ts";
import { reference } from "./reference.ts";
import { fast } from "./wasm/fast.ts";
import { instance } from "./wasm/instance.ts";

export {
  type Conv2dGeometry,
  type Conv2dOptions,
  conv2dGeometry,
  type Pair,
  type Pool2dGeometry,
  type Pool2dOptions,
  pool2dGeometry,
} from "./geometry.ts";
export type { GemmShape, Kernels } from "./kernels.ts";

/** The kernels in use. One object for good, its functions exchanged, so a call costs one property read. */
export const kernels: Kernels = { ...fast };

let usesFast = true;

/** From now on every kernel is the plain loop of `reference.ts`. */
export function useReference(): void {
  Object.assign(kernels, reference);
  usesFast = false;
}

/** From now on, as at the start, every kernel is the fastest this engine can run. */
export function useFast(): void {
  Object.assign(kernels, fast);
  usesFast = true;
}

export const usingFast = (): boolean => usesFast;

/** What this engine offers the fast kernels: SIMD with fused multiply-add, SIMD, or nothing but the plain loops. */
export function acceleration(): "relaxed-simd" | "simd" | "none" {
  const wasm = instance();
  if (wasm === null) return "none";
  return wasm.fused ? "relaxed-simd" : "simd";
}
