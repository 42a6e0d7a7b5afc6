import { probe } from "../generated/wasm/probe.ts";
import { fuseProducts } from "./wasm/fuseProducts.ts";
import { instance, missingReason } from "./wasm/instance.ts";
import { decodeModule } from "./wasm/moduleText.ts";

/** The instructions that the fast kernels use. */
export interface Acceleration {
  /** SIMD with fused multiply-add, SIMD, or only the plain loops. */
  kind: "relaxed-simd" | "simd" | "none";
  /** Why only the plain loops can be used; null if the fast kernels can. */
  reason: string | null;
}

/** Returns the instructions that this engine offers the fast kernels, or the reason why there are none. */
export function acceleration(): Acceleration {
  if (instance() === null) return { kind: "none", reason: missingReason() };
  const fuses = WebAssembly.validate(fuseProducts(decodeModule(probe.plain)));
  return { kind: fuses ? "relaxed-simd" : "simd", reason: null };
}
