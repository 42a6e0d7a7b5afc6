import { makeDoubles, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { channelMap } from "../../../kernels/channelMap.ts";
import { channelMapBySums } from "../../../kernels/channelMapBySums.ts";
import { channelSums } from "../../../kernels/channelSums.ts";
import type { ChannelMap, ChannelSums, Planes } from "../../../kernels/planes.ts";
import { firstOfChannels } from "../../../kernels/reference/channels.ts";
import type { Edge } from "../../edge.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type BatchNormOptions, planesOf } from "../support/batchNormOptions.ts";
import { gradientMap, type Normalization, normalization } from "../support/normalization.ts";
import { remembered } from "../support/remembered.ts";
import { runningStatistics, trainingStatistics } from "../support/runningStatistics.ts";

/**
 * Batch normalisation: Ioffe & Szegedy, ICML 2015, algorithm 1; gradients: section 3.
 *
 *     x̂ = (x − μ) / √(σ² + ε)          y = weight x̂ + bias
 *     ∂L/∂x = weight / √(σ² + ε) · (∂L/∂y − mean(∂L/∂y) − x̂ mean(x̂ ∂L/∂y))          means over all but the channels
 *
 * x: [batch, channels, …]   weight, bias: [channels] or null (1 and 0)   →   the shape of x
 *
 * In training, μ and σ² (divided by n) are those of the batch, and the running statistics are updated in place.
 * The running variance follows the unbiased estimate (divided by n − 1), as in PyTorch.
 * A batch with NaN or Infinity does not change the running statistics.
 * Outside training, μ and σ² are the running statistics and the two means vanish from the gradient.
 * Throws if a channel has fewer than two values to train on.
 *
 * @gradcheck batchNorm(randn(4, 3), uniform(0.5, 2, 3), randn(3))
 * @gradcheck batchNorm(randn(2, 2, 2, 3), uniform(0.5, 2, 2), randn(2), { eps: 0.1 })
 * @gradcheck batchNorm(randn(3, 1), null, null, { training: false, runningMean: constant([1]), runningVariance: constant([2]) })
 */
export function batchNorm(
  x: Tensor,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  options: BatchNormOptions = {},
): Tensor {
  checkOptions("batchNorm", options, ["runningMean", "runningVariance", "training", "momentum", "eps"]);
  return recordNormalized(options, planesOf(x, weight, bias, options), promote(x, weight, bias));
}

type Operands = readonly [x: Tensor, weight: Tensor | null, bias: Tensor | null];

function recordNormalized(options: BatchNormOptions, planes: Planes, [x, weight, bias]: Operands): Tensor {
  const { training = true } = options;
  const n = x.size / planes.channels;
  const values = x.data;
  const zeros = makeDoubles(planes.channels);
  const first = firstOfChannels(values, planes);
  let numbers!: Normalization;
  const mapOf = (sums: ChannelSums | null): ChannelMap => {
    const statistics = sums ? trainingStatistics(sums, first, n, options) : runningStatistics(options);
    numbers = normalization(statistics, weight?.data, options.eps);
    return { center: numbers.mean, slope: numbers.gain, shift: bias?.data ?? zeros };
  };
  const y = training
    ? channelMapBySums(values, null, first, planes, mapOf)
    : channelMap(values, null, mapOf(null), planes);
  const { mean, scale, gain } = numbers;
  const totals = remembered((dy) => channelSums(values, dy.data, mean, planes));
  const inputGradient = (dy: NdArray): NdArray => {
    const dx = training
      ? channelMapBySums(values, dy.data, mean, planes, (sums) => gradientMap(totals(dy, sums), numbers, n))
      : channelMap(dy.data, null, { center: zeros, slope: gain, shift: zeros }, planes);
    return new NdArray(dx, x.shape);
  };
  const rounded = (sums: Float64Array): NdArray => {
    const gradient = makeZeros(values, sums.length);
    gradient.set(sums);
    return new NdArray(gradient, [sums.length]);
  };
  const edges: Edge[] = [[x, inputGradient]];
  if (weight !== null) edges.push([weight, (dy) => rounded(totals(dy).products.map((sum, c) => sum * scale[c]))]);
  if (bias !== null) edges.push([bias, (dy) => rounded(totals(dy).sums)]);
  return record("batchNorm", new NdArray(y, x.shape), ...edges);
}
