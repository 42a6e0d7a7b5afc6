/** @file Mean and variance of the channels of a batch norm: the batch's, or those that follow all batches. */
import type { Tensor } from "../../tensor.ts";
import type { BatchNormOptions } from "../networks/batchNorm.ts";
import { batchStatistics, type Planes } from "./channels.ts";

/**
 * The batch's mean and variance; the running ones, if any, take a step towards them. Not a step to NaN or Infinity, from
 * which no later batch would bring them back, though the optimizer skipped this one.
 */
export function trainingStatistics(x: Tensor, planes: Planes, options: BatchNormOptions) {
  const { momentum = 0.1, runningMean, runningVariance } = options;
  const { mean, variance } = batchStatistics(x.data, planes);
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

/** The running ones, as they are. */
export function runningStatistics({ runningMean, runningVariance }: BatchNormOptions) {
  if (!runningMean || !runningVariance)
    throw new TypeError("batchNorm: outside training it needs runningMean and runningVariance");
  return { mean: Float64Array.from(runningMean.data), variance: Float64Array.from(runningVariance.data) };
}
