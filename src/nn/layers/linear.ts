import { checkRandom } from "../../autograd/checkRandom.ts";
import { zeros } from "../../autograd/create/zeros.ts";
import { linear } from "../../autograd/ops/networks/linear.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { kaimingUniform } from "../init/kaimingUniform.ts";
import { uniformInit } from "../init/uniformInit.ts";
import { type LayerSettings, Module } from "../module.ts";
import { positive } from "../support/positive.ts";

export interface LinearOptions {
  /** Generator of the first weights. Required. */
  random: Random;
  /** True to add a trained bias. Default: true. */
  bias?: boolean;
}

/**
 * y = x Wᵀ + b          x: [batch, in]   W: [out, in]   b: [out]   →   [batch, out]
 *
 * W and b start uniform in ±1/√in, as in PyTorch.
 *
 * @example new Linear(784, 128, { random: new Random(1) }).weight.shape // [128, 784]
 */
export class Linear extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions) {
    super();
    checkRandom("Linear", options, ["bias"]);
    const { random, bias = true } = options;
    positive("Linear", { inFeatures, outFeatures });
    const bound = 1 / Math.sqrt(inFeatures);
    this.weight = kaimingUniform(zeros([outFeatures, inFeatures], { requiresGrad: true }), {
      random,
      gain: 1 / Math.sqrt(3),
    });
    this.bias = bias
      ? uniformInit(zeros([outFeatures], { requiresGrad: true }), { random, low: -bound, high: bound })
      : null;
  }

  forward(x: Tensor): Tensor {
    return linear(x, this.weight, this.bias);
  }

  override describe(): string {
    return `${this.weight.shape[1]} → ${this.weight.shape[0]}${this.bias === null ? ", no bias" : ""}`;
  }

  override settings(): LayerSettings {
    return { inFeatures: this.weight.shape[1], outFeatures: this.weight.shape[0], bias: this.bias !== null };
  }
}
