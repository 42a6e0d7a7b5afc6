import { showShape } from "../../array/shape.ts";
import { ones } from "../../autograd/create/ones.ts";
import { zeros } from "../../autograd/create/zeros.ts";
import { batchNorm } from "../../autograd/ops/networks/batchNorm.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { type LayerSettings, Module } from "../module.ts";
import { positive } from "../support/positive.ts";

export interface BatchNormLayerOptions {
  /** ε, added to the variance. Default: 1e-5. */
  eps?: number;
  /** Share of each new batch in the running statistics; null for the plain mean of all batches. Default: 0.1. */
  momentum?: number | null;
}

/**
 * Batch normalisation with trained scale and shift — Ioffe & Szegedy, ICML 2015, algorithm 1.
 *
 * In training each channel gets mean 0 and variance 1 over the batch, and the running statistics follow. After
 * `eval()` the layer uses the running statistics: the result of an example does not depend on the others.
 * A batch with NaN or Infinity changes neither them nor their count. In PyTorch they stay NaN from then on.
 */
export abstract class BatchNorm extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly runningMean: Tensor;
  readonly runningVariance: Tensor;
  readonly numBatchesTracked: Tensor;
  protected override readonly bufferNames = ["runningMean", "runningVariance", "numBatchesTracked"];
  protected override readonly savedNames = { runningVariance: "running_var" };
  momentum: number | null;
  private readonly eps: number;

  constructor(channels: number, options: BatchNormLayerOptions = {}) {
    super();
    checkOptions(new.target.name, options, ["eps", "momentum"]);
    const { eps = 1e-5, momentum = 0.1 } = options;
    positive(new.target.name, { channels });
    this.eps = eps;
    this.momentum = momentum;
    this.weight = ones([channels], { requiresGrad: true });
    this.bias = zeros([channels], { requiresGrad: true });
    this.runningMean = zeros([channels]);
    this.runningVariance = ones([channels]);
    this.numBatchesTracked = zeros([], { dtype: "float64" });
  }

  /** The numbers of axes an input may have, and their text in errors. */
  protected abstract readonly axes: { counts: readonly number[]; text: string };

  forward(x: Tensor): Tensor {
    const { counts, text } = this.axes;
    if (!counts.includes(x.shape.length)) {
      throw new RangeError(`${this.constructor.name}: input must have ${text}, got ${showShape(x.shape)}`);
    }
    const { weight, bias, runningMean, runningVariance, training, eps } = this;
    const batches = this.numBatchesTracked.item() + 1;
    const momentum = this.momentum ?? 1 / batches;
    const { version } = runningMean;
    const y = batchNorm(x, weight, bias, { runningMean, runningVariance, training, momentum, eps });
    if (runningMean.version !== version) this.numBatchesTracked.assign([batches]);
    return y;
  }

  /** Resets the running statistics, for example after averaging weights. */
  resetRunningStatistics(): void {
    this.runningMean.assign(new Float32Array(this.runningMean.size));
    this.runningVariance.assign(new Float32Array(this.runningVariance.size).fill(1));
    this.numBatchesTracked.assign([0]);
  }

  override describe(): string {
    return `${this.weight.size}`;
  }

  override settings(): LayerSettings {
    return { channels: this.weight.size, eps: this.eps, momentum: this.momentum };
  }
}
