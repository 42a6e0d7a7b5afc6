/** @file Layer normalization on plain arrays. */
import {
  columnProducts,
  columnSums,
  normalizeRows,
  rowStatistics,
  inputGradient as rowsGradient,
} from "../../../autograd/ops/support/rows.ts";

/** y = weight x̂ + bias          x̂ = (x − μ) / √(σ² + ε), with μ and σ² of each row          x: [rows, features] */
export const layerNorm = (x: Float32Array, weight: Float32Array, bias: Float32Array, eps: number): Float32Array =>
  normalizeRows(x, rowStatistics(x, weight.length, eps), weight, bias) as Float32Array;

/**
 * ∂L/∂x = (g − mean(g) − x̂ mean(x̂ g)) / √(σ² + ε)          g = weight ∂L/∂y
 * ∂L/∂weight = Σ x̂ ∂L/∂y          ∂L/∂bias = Σ ∂L/∂y
 */
export function layerNormGradient(dy: Float32Array, x: Float32Array, weight: Float32Array, eps: number) {
  const rows = rowStatistics(x, weight.length, eps);
  const dx = rowsGradient(dy, x, rows, weight) as Float32Array;
  return { dx, dWeight: columnProducts(dy, weight.length, x, rows), dBias: columnSums(dy, weight.length) };
}
