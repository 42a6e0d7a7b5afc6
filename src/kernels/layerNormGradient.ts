import type { Floats } from "../array/floats.ts";
import { layerNormGradient as reference } from "./reference/layerNorm.ts";
import { usingFast } from "./usingFast.ts";
import { layerNormGradient as fast } from "./wasm/layerNorm.ts";

/** Computes dx, dWeight = Σ dy x̂ and dBias = Σ dy from dy, the operands and the statistics of `layerNorm`. */
export function layerNormGradient(
  dy: Floats,
  x: Floats,
  weight: Floats,
  mean: Float64Array,
  scale: Float64Array,
  dx: Floats,
  dWeight: Floats,
  dBias: Floats,
): void {
  if (!(usingFast() && fast(dy, x, weight, mean, scale, dx, dWeight, dBias)))
    reference(dy, x, weight, mean, scale, dx, dWeight, dBias);
}
