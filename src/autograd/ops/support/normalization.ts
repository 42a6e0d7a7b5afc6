/** @file The numbers of each channel that a normalisation and its gradient need. */
import type { Floats } from "../../../array/floats.ts";
import { makeDoubles } from "../../../array/makeZeros.ts";
import type { ChannelSums } from "../../../kernels/planes.ts";

interface Statistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export interface Normalization {
  readonly mean: Float64Array;
  /** 1 / √(σ² + ε) */
  readonly scale: Float64Array;
  /** weight / √(σ² + ε) */
  readonly gain: Float64Array;
}

/** From the statistics of each channel. The weight is 1 unless given. */
export function normalization({ mean, variance }: Statistics, weight?: Floats, eps = 1e-5): Normalization {
  const [scale, gain] = [makeDoubles(mean.length), makeDoubles(mean.length)];
  for (let c = 0; c < scale.length; c++) {
    scale[c] = 1 / Math.sqrt(variance[c] + eps);
    gain[c] = scale[c] * (weight === undefined ? 1 : weight[c]);
  }
  return { mean, scale, gain };
}

/**
 * The gradient as a map of x and dy, from Σ dy and Σ dy (x − mean) of channels of n numbers.
 *
 *     dx = gain (dy − mean(dy) − x̂ mean(x̂ dy))          x̂ = (x − mean) scale
 *        = slope (x − mean) + shift + gain dy
 */
export function gradientMap({ sums, products }: ChannelSums, { mean, scale, gain }: Normalization, n: number) {
  const [slope, shift] = [makeDoubles(gain.length), makeDoubles(gain.length)];
  for (let c = 0; c < slope.length; c++) {
    slope[c] = (-gain[c] * scale[c] * (products[c] * scale[c])) / n;
    shift[c] = (-gain[c] * sums[c]) / n;
  }
  return { center: mean, slope, shift, factor: gain };
}
