/** @file Batch normalization on plain arrays. */
import { gradientMap, normalization } from "../../../autograd/ops/support/normalization.ts";
import type { Planes } from "../../../kernels/planes.ts";
import { channelMap, channelMoments, channelSums, firstOfChannels } from "../../../kernels/reference/channels.ts";

/** μ and σ² of each channel: of the batch in training, else the running ones. */
interface Statistics {
  mean: ArrayLike<number>;
  variance: ArrayLike<number>;
}

/** y = weight x̂ + bias          x̂ = (x − μ) / √(σ² + ε)          x: [batch, channels, inner] */
export function batchNorm(
  x: Float32Array,
  { mean, variance }: Statistics,
  weight: Float32Array,
  bias: Float32Array,
  sizes: Planes,
  eps: number,
): Float32Array {
  const gain = Float64Array.from(variance, (v, c) => (1 / Math.sqrt(v + eps)) * weight[c]);
  const y = new Float32Array(x.length);
  channelMap(x, null, y, { center: Float64Array.from(mean), slope: gain, shift: bias }, sizes);
  return y;
}

/** The mean and variance of the batch. The running ones move towards them, unless one would not be finite. */
export function trainingStatistics(
  x: Float32Array,
  running: { mean: Float32Array; variance: Float32Array; batches: number },
  sizes: Planes,
  momentum: number | null,
) {
  const n = x.length / sizes.channels;
  const center = firstOfChannels(x, sizes);
  const { mean, variance } = channelMoments(channelSums(x, null, center, sizes), center, n);
  if (n < 2) throw new RangeError(`batchNorm: training needs 2 or more values a channel, got ${n}`);
  const share = momentum ?? 1 / (running.batches + 1);
  const means = running.mean.map((old, c) => (1 - share) * old + share * mean[c]);
  const variances = running.variance.map((old, c) => (1 - share) * old + (share * variance[c] * n) / (n - 1));
  if (means.every(Number.isFinite) && variances.every(Number.isFinite)) {
    running.mean.set(means);
    running.variance.set(variances);
    running.batches++;
  }
  return { mean, variance };
}

/**
 * ∂L/∂x = weight / √(σ² + ε) · (∂L/∂y − mean(∂L/∂y) − x̂ mean(x̂ ∂L/∂y))
 * ∂L/∂weight = Σ x̂ ∂L/∂y          ∂L/∂bias = Σ ∂L/∂y
 */
export function batchNormGradient(
  dy: Float32Array,
  x: Float32Array,
  statistics: { mean: Float64Array; variance: Float64Array },
  weight: Float32Array,
  sizes: Planes,
  eps: number,
) {
  const numbers = normalization(statistics, weight, eps);
  const totals = channelSums(x, dy, numbers.mean, sizes);
  const dx = new Float32Array(x.length);
  channelMap(x, dy, dx, gradientMap(totals, numbers, x.length / sizes.channels), sizes);
  const dWeight = Float32Array.from(totals.products, (sum, c) => sum * numbers.scale[c]);
  return { dx, dWeight, dBias: Float32Array.from(totals.sums) };
}
