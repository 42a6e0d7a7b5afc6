/** @file Layer normalization on plain arrays. */
import {
  layerNorm as normalizeRows,
  rowStatistics,
  layerNormGradient as rowsGradient,
} from "../../../kernels/reference/layerNorm.ts";

/** y = weight x̂ + bias          x̂ = (x − μ) / √(σ² + ε), with μ and σ² of each row          x: [rows, features] */
export function layerNorm(x: Float32Array, weight: Float32Array, bias: Float32Array, eps: number): Float32Array {
  const y = new Float32Array(x.length);
  const rows = x.length / weight.length;
  normalizeRows(x, weight, bias, y, new Float64Array(rows), new Float64Array(rows), eps);
  return y;
}

/**
 * ∂L/∂x = (g − mean(g) − x̂ mean(x̂ g)) / √(σ² + ε)          g = weight ∂L/∂y
 * ∂L/∂weight = Σ x̂ ∂L/∂y          ∂L/∂bias = Σ ∂L/∂y
 */
export function layerNormGradient(dy: Float32Array, x: Float32Array, weight: Float32Array, eps: number) {
  const n = weight.length;
  const mean = new Float64Array(x.length / n);
  const scale = new Float64Array(x.length / n);
  rowStatistics(x, n, mean, scale, eps);
  const dx = new Float32Array(x.length);
  const dWeight = new Float32Array(n);
  const dBias = new Float32Array(n);
  rowsGradient(dy, x, weight, mean, scale, dx, dWeight, dBias);
  return { dx, dWeight, dBias };
}
