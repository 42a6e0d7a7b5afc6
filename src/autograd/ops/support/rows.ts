/** @file Normalises rows of n elements to mean 0 and variance 1, with gradients, in f64. */
import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";

/** μ and 1 / √(σ² + ε) of each row. */
export interface Rows {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** In two passes, so that nothing cancels: μ = Σ x / n, then σ² = Σ (x − μ)² / n. */
export function rowStatistics(x: Floats, n: number, eps: number): Rows {
  const mean = new Float64Array(x.length / n);
  const scale = new Float64Array(mean.length);
  for (let row = 0; row < mean.length; row++) {
    const end = (row + 1) * n;
    let sum = 0;
    for (let k = row * n; k < end; k++) sum += x[k];
    mean[row] = sum / n;
    let squares = 0;
    for (let k = row * n; k < end; k++) squares += (x[k] - mean[row]) * (x[k] - mean[row]);
    scale[row] = 1 / Math.sqrt(squares / n + eps);
  }
  return { mean, scale };
}

/** y = gain x̂ + shift, where x̂ = (x − mean) scale */
export function normalizeRows(x: Floats, { mean, scale }: Rows, gain: Floats, shift: Floats): Floats {
  const y = makeZeros(x);
  const n = gain.length;
  for (let row = 0; row < mean.length; row++) {
    const [center, factor, start] = [mean[row], scale[row], row * n];
    for (let j = 0; j < n; j++) y[start + j] = (x[start + j] - center) * factor * gain[j] + shift[j];
  }
  return y;
}

/** dx = scale (g − mean(g) − x̂ mean(x̂ g)), where g = gain dy */
export function inputGradient(dy: Floats, x: Floats, { mean, scale }: Rows, gain: Floats): Floats {
  const dx = makeZeros(dy);
  const n = gain.length;
  for (let row = 0; row < mean.length; row++) {
    const [center, factor, start] = [mean[row], scale[row], row * n];
    let [sum, along] = [0, 0];
    for (let j = 0; j < n; j++) {
      const g = gain[j] * dy[start + j];
      sum += g;
      along += g * ((x[start + j] - center) * factor);
    }
    const [meanG, meanAlong] = [sum / n, along / n];
    for (let j = 0; j < n; j++) {
      dx[start + j] = factor * (gain[j] * dy[start + j] - meanG - (x[start + j] - center) * factor * meanAlong);
    }
  }
  return dx;
}

/** Σ dy over the rows, rounded to the kind of dy. */
export function columnSums(dy: Floats, n: number): Floats {
  const sums = new Float64Array(n);
  for (let start = 0; start < dy.length; start += n) for (let j = 0; j < n; j++) sums[j] += dy[start + j];
  return rounded(sums, dy);
}

/** Σ dy x̂ over the rows, rounded to the kind of dy. */
export function columnProducts(dy: Floats, n: number, x: Floats, { mean, scale }: Rows): Floats {
  const sums = new Float64Array(n);
  for (let row = 0; row < mean.length; row++) {
    const [center, factor, start] = [mean[row], scale[row], row * n];
    for (let j = 0; j < n; j++) sums[j] += dy[start + j] * ((x[start + j] - center) * factor);
  }
  return rounded(sums, dy);
}

function rounded(sums: Float64Array, like: Floats): Floats {
  const values = makeZeros(like, sums.length);
  values.set(sums);
  return values;
}
