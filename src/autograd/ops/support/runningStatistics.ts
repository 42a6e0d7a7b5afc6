/** @file Mean and variance of the channels of a batch norm: those of the batch, or the running ones. */
import { isRepeat } from "../../sameBatch.ts";
import type { Tensor } from "../../tensor.ts";
import type { BatchNormOptions } from "./batchNormOptions.ts";
import { batchStatistics, type Planes } from "./channels.ts";

/**
 * The mean and variance of the batch; the running ones, if any, move towards them.
 *
 * They do not move if one of them would become NaN or Infinity: no later batch would bring them back.
 * SAM and L-BFGS evaluate a batch several times. Only the first evaluation moves them.
 */
export function trainingStatistics(x: Tensor, planes: Planes, options: BatchNormOptions) {
  const { momentum = 0.1, runningMean, runningVariance } = options;
  const { mean, variance } = batchStatistics(x.data, planes);
  if (isRepeat()) return { mean, variance };
  const n = x.size / planes.channels;
  const means = runningMean?.data.map((old, c) => (1 - momentum) * old + momentum * mean[c]) ?? [];
  const variances =
    runningVariance?.data.map((old, c) => (1 - momentum) * old + (momentum * variance[c] * n) / (n - 1)) ?? [];
  if (means.every(Number.isFinite) && variances.every(Number.isFinite)) {
    runningMean?.assign(means);
    runningVariance?.assign(variances);
  }
  return { mean, variance };
}

/** The running statistics as they are. */
export function runningStatistics({ runningMean, runningVariance }: BatchNormOptions) {
  if (!runningMean || !runningVariance)
    throw new TypeError(
      "batchNorm: outside training, runningMean and runningVariance must be given, got none; pass { training: true }",
    );
  return { mean: Float64Array.from(runningMean.data), variance: Float64Array.from(runningVariance.data) };
}
