import type { Floats } from "../../array/floats.ts";

/** Normalises rows of n numbers: y = weight x̂ + bias, x̂ = (x − mean) scale. */
export function layerNorm(
  x: Floats,
  weight: Floats,
  bias: Floats,
  y: Floats,
  mean: Float64Array,
  scale: Float64Array,
  eps: number,
): void {
  const n = weight.length;
  rowStatistics(x, n, mean, scale, eps);
  for (let row = 0; row < mean.length; row++) {
    const [center, factor, start] = [mean[row], scale[row], row * n];
    for (let j = 0; j < n; j++) y[start + j] = (x[start + j] - center) * factor * weight[j] + bias[j];
  }
}

/** μ = Σ x / n, then σ² = Σ (x − μ)² / n, so that nothing cancels. The scale of a row is 1 / √(σ² + ε). */
export function rowStatistics(x: Floats, n: number, mean: Float64Array, scale: Float64Array, eps: number): void {
  for (let row = 0; row < mean.length; row++) {
    const end = (row + 1) * n;
    let sum = 0;
    for (let k = row * n; k < end; k++) sum += x[k];
    mean[row] = sum / n;
    let squares = 0;
    for (let k = row * n; k < end; k++) squares += (x[k] - mean[row]) * (x[k] - mean[row]);
    scale[row] = 1 / Math.sqrt(squares / n + eps);
  }
}

/**
 * dx = scale (g − mean(g) − x̂ mean(x̂ g)), where g = weight dy
 *
 * dWeight = Σ dy x̂ and dBias = Σ dy over the rows, summed in f64.
 */
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
  const n = weight.length;
  const products = new Float64Array(n);
  const sums = new Float64Array(n);
  for (let row = 0; row < mean.length; row++) {
    const [center, factor, start] = [mean[row], scale[row], row * n];
    let [sum, along] = [0, 0];
    for (let j = 0; j < n; j++) {
      const product = dy[start + j] * ((x[start + j] - center) * factor);
      sum += weight[j] * dy[start + j];
      along += weight[j] * product;
      products[j] += product;
      sums[j] += dy[start + j];
    }
    for (let j = 0; j < n; j++) {
      const xHat = (x[start + j] - center) * factor;
      dx[start + j] = factor * (weight[j] * dy[start + j] - sum / n - xHat * (along / n));
    }
  }
  dWeight.set(products);
  dBias.set(sums);
}
