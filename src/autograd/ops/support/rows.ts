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
    for (let j = 0; j < n; j++) y[row * n + j] = (x[row * n + j] - mean[row]) * scale[row] * gain[j] + shift[j];
  }
  return y;
}

/** dx = scale (g − mean(g) − x̂ mean(x̂ g)), where g = gain dy */
export function inputGradient(dy: Floats, x: Floats, { mean, scale }: Rows, gain: Floats): Floats {
  const dx = makeZeros(dy);
  const n = gain.length;
  for (let row = 0; row < mean.length; row++) {
    const start = row * n;
    const xHat = (j: number): number => (x[start + j] - mean[row]) * scale[row];
    let [sum, along] = [0, 0];
    for (let j = 0; j < n; j++) {
      sum += gain[j] * dy[start + j];
      along += gain[j] * dy[start + j] * xHat(j);
    }
    for (let j = 0; j < n; j++) {
      dx[start + j] = scale[row] * (gain[j] * dy[start + j] - sum / n - xHat(j) * (along / n));
    }
  }
  return dx;
}

/** Σ dy over the rows, each element times its x̂ if x is given, rounded to the kind of dy. */
export function columnSums(dy: Floats, n: number, x?: Floats, rows?: Rows): Floats {
  const sums = new Float64Array(n);
  for (let row = 0; row * n < dy.length; row++) {
    for (let j = 0; j < n; j++) {
      const k = row * n + j;
      sums[j] += x && rows ? dy[k] * ((x[k] - rows.mean[row]) * rows.scale[row]) : dy[k];
    }
  }
  const rounded = makeZeros(dy, n);
  rounded.set(sums);
  return rounded;
}
