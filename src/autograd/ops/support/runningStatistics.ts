/** @file Mean and variance of the channels of a batch norm: those of the batch, or the running ones. */
import type { ChannelSums } from "../../../kernels/planes.ts";
import { channelMoments } from "../../../kernels/reference/channels.ts";
import { isRepeat } from "../../sameBatch.ts";
import type { BatchNormOptions } from "./batchNormOptions.ts";

/**
 * The mean and variance of channels of n numbers. They come from the sums of the distances to `center` and of their
 * squares. The running ones, if any, move towards them.
 *
 * They do not move if one of them would become NaN or Infinity: no later batch would bring them back.
 * SAM and L-BFGS evaluate a batch several times. Only the first evaluation moves them.
 */
export function trainingStatistics(sums: ChannelSums, center: Float64Array, n: number, options: BatchNormOptions) {
  const { momentum = 0.1, runningMean, runningVariance } = options;
  const { mean, variance } = channelMoments(sums, center, n);
  if (isRepeat()) return { mean, variance };
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
  return { mean: new Float64Array(runningMean.data), variance: new Float64Array(runningVariance.data) };
}
