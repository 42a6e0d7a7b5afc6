import type { Floats } from "../array/floats.ts";
import { layerNorm as reference } from "./reference/layerNorm.ts";
import { usingFast } from "./usingFast.ts";
import { layerNorm as fast } from "./wasm/layerNorm.ts";

/**
 * Computes y = weight x̂ + bias of rows, x̂ = (x − mean) scale, and the mean and scale = 1 / √(σ² + ε) of each.
 * x, y: [rows, n]   weight, bias: [n]   mean, scale: [rows]
 */
export function layerNorm(
  x: Floats,
  weight: Floats,
  bias: Floats,
  y: Floats,
  mean: Float64Array,
  scale: Float64Array,
  eps: number,
): void {
  if (!(usingFast() && fast(x, weight, bias, y, mean, scale, eps))) reference(x, weight, bias, y, mean, scale, eps);
}
