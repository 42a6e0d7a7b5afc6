/** @file Which implementation of the kernels is in use. Callers write `kernels.gemm(…)` and never ask. */

import type { Floats } from "../array/floats.ts";
import { makeZeros } from "../array/makeZeros.ts";
import type { Kernels } from "./kernels.ts";
import { reference } from "./reference.ts";
import { fast } from "./wasm/fast.ts";
import { instance } from "./wasm/instance.ts";
import * as compiled from "./wasm/rules.ts";

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

/** False between `useReference()` and `useFast()`. */
export const usingFast = (): boolean => usesFast;

/** Whether a kernel was compiled from the loop of the rule of this name. */
export const hasRuleKernel = compiled.hasRule;

/**
 * One update of one parameter by the kernel compiled from the loop of the rule of this name. False, with nothing done,
 * where that loop itself is to be used: Float64 arrays, rules without kernel, engines without SIMD, `useReference`.
 */
export const updateRule: typeof compiled.updateRule = (...update) => usesFast && compiled.updateRule(...update);

/**
 * `length` zeros of the kind of `like` for numbers that live long, such as parameters and optimizer state: in the
 * kernels' own memory while there is room, where they need not be copied. Keep the array itself, not only a
 * `subarray` of it: its bytes are used again when it has been collected.
 */
export function residentZeros(like: Floats, length = like.length): Floats {
  const resident = usesFast && like instanceof Float32Array ? instance()?.heap.allocate(length) : null;
  return resident ?? makeZeros(like, length);
}

/** What this engine offers the fast kernels: SIMD with fused multiply-add, SIMD, or nothing but the plain loops. */
export function acceleration(): "relaxed-simd" | "simd" | "none" {
  const wasm = instance();
  if (wasm === null) return "none";
  return wasm.fused ? "relaxed-simd" : "simd";
}
