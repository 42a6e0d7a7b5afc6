import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape, sizeOf } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import type { Edge } from "../../edge.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { channelSums, type Planes, remembered } from "../support/channels.ts";
import { needTensor } from "../support/needTensor.ts";
import { runningStatistics, trainingStatistics } from "../support/runningStatistics.ts";

export interface BatchNormOptions {
  /** [channels]. Used when not training; moved towards the batch's statistics when training. */
  runningMean?: Tensor | null;
  runningVariance?: Tensor | null;
  /** Normalise by the batch's own statistics (the default) or by the running ones. */
  training?: boolean;
  /** The share of the new batch in the running statistics. Default 0.1. */
  momentum?: number;
  /** ε. Default 1e-5. */
  eps?: number;
}

/**
 * Batch normalisation — Ioffe & Szegedy, ICML 2015, algorithm 1; gradients: section 3.
 *
 *     x̂ = (x − μ) / √(σ² + ε)          y = weight x̂ + bias
 *     ∂L/∂x = weight / √(σ² + ε) · (∂L/∂y − mean(∂L/∂y) − x̂ mean(x̂ ∂L/∂y))          means over all but the channels
 *
 * x: [batch, channels, …]   weight, bias: [channels] or null (1 and 0)   →   the shape of x
 *
 * In training μ and σ² (divided by n) are the batch's, and the running statistics are updated in place, the running
 * variance from the unbiased one (divided by n − 1), as in PyTorch, but not by a batch with NaN or Infinity. Otherwise μ and σ² are the running statistics and
 * the two means vanish from the gradient. Throws if a channel has fewer than two values to train on.
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
  needTensor("batchNorm", "the input", x);
  checkOptions("batchNorm", options, ["runningMean", "runningVariance", "training", "momentum", "eps"]);
  const { training = true, eps = 1e-5 } = options;
  const planes = planesOf(x, { weight, bias, ...options });
  const { mean, variance } = training ? trainingStatistics(x, planes, options) : runningStatistics(options);
  const scale = variance.map((v) => 1 / Math.sqrt(v + eps));
  const gain = scale.map((s, c) => s * (weight?.data[c] ?? 1));
  const { channels, inner } = planes;
  const values = x.data;
  const y = makeZeros(values);
  for (let k = 0, plane = 0; k < y.length; plane++) {
    const c = plane % channels;
    const [center, factor, shift] = [mean[c], gain[c], bias?.data[c] ?? 0];
    for (const end = k + inner; k < end; k++) y[k] = (values[k] - center) * factor + shift;
  }

  const sums = remembered((dy) => channelSums(dy.data, values, planes, mean, scale));
  const inputGradient = (upstream: NdArray): NdArray => {
    const dy = upstream.data;
    const dx = makeZeros(dy);
    const { plain, weighted } = sums(upstream);
    const n = training ? dx.length / channels : Infinity;
    for (let k = 0, plane = 0; k < dx.length; plane++) {
      const c = plane % channels;
      const [center, unit, factor] = [mean[c], scale[c], gain[c]];
      const [meanDy, meanXHatDy] = [plain[c] / n, weighted[c] / n];
      for (const end = k + inner; k < end; k++) {
        const xHat = (values[k] - center) * unit;
        dx[k] = factor * (dy[k] - meanDy - xHat * meanXHatDy);
      }
    }
    return new NdArray(dx, x.shape);
  };
  const edges: Edge[] = [[x, inputGradient]];
  if (weight !== null) edges.push([weight, (dy) => perChannel(dy, sums(dy).weighted)]);
  if (bias !== null) edges.push([bias, (dy) => perChannel(dy, sums(dy).plain)]);
  return record("batchNorm", new NdArray(y, x.shape), ...edges);
}

/** Sums in f64, rounded to the kind of dy. */
function perChannel(dy: NdArray, sums: Float64Array): NdArray {
  const values = makeZeros(dy.data, sums.length);
  values.set(sums);
  return new NdArray(values, [sums.length]);
}

type Parts = BatchNormOptions & { weight: Tensor | null; bias: Tensor | null };

function planesOf(x: Tensor, { weight, bias, runningMean, runningVariance, training = true }: Parts): Planes {
  const given = showShape(x.shape);
  if (x.shape.length < 2) throw new RangeError(`batchNorm: ${given} needs at least 2 axes, [batch, channels, …]`);
  const channels = x.shape[1];
  for (const [name, part] of Object.entries({ weight, bias, runningMean, runningVariance })) {
    if (part && (part.shape.length !== 1 || part.shape[0] !== channels)) {
      throw new RangeError(`batchNorm: ${name} ${showShape(part.shape)} needs to be [${channels}] for input ${given}`);
    }
  }
  const inner = sizeOf(x.shape.slice(2));
  if (training && x.shape[0] * inner < 2)
    throw new RangeError(`batchNorm: ${given} has ${x.shape[0] * inner} values per channel; training needs at least 2`);
  return { channels, inner };
}
