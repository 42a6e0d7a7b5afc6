/** @file Batch normalization on plain arrays. */
import {
  batchStatistics,
  channelSums,
  meanOverPlanes,
  normalize,
  type Planes,
} from "../../../autograd/ops/support/channels.ts";
import { normalizedGradient } from "../../../autograd/ops/support/normalizedGradient.ts";

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
  return normalize(x, sizes, mean, gain, bias) as Float32Array;
}

/** The mean and variance of the batch. The running ones move towards them, unless one would not be finite. */
export function trainingStatistics(
  x: Float32Array,
  running: { mean: Float32Array; variance: Float32Array; batches: number },
  sizes: Planes,
  momentum: number | null,
) {
  const { mean, variance } = batchStatistics(x, sizes);
  const n = x.length / sizes.channels;
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
  { mean, variance }: { mean: Float64Array; variance: Float64Array },
  weight: Float32Array,
  sizes: Planes,
  eps: number,
) {
  const scale = variance.map((v) => 1 / Math.sqrt(v + eps));
  const { plain, weighted } = channelSums(dy, x, sizes, mean, scale);
  const gain = scale.map((s, c) => s * weight[c]);
  const meanDy = meanOverPlanes(plain, x.length);
  const meanXHatDy = meanOverPlanes(weighted, x.length);
  const dx = normalizedGradient(dy, x, sizes, { mean, scale, gain, meanDy, meanXHatDy }) as Float32Array;
  return { dx, dWeight: Float32Array.from(weighted), dBias: Float32Array.from(plain) };
}
