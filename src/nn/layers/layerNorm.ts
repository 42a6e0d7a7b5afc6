import type { Shape } from "../../array/shape.ts";
import { ones } from "../../autograd/create/ones.ts";
import { zeros } from "../../autograd/create/zeros.ts";
import { layerNorm } from "../../autograd/ops/networks/layerNorm.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { type LayerSettings, Module } from "../module.ts";
import { positive } from "../support/positive.ts";

export interface LayerNormOptions {
  /** ε, added to the variance. Default: 1e-5. */
  eps?: number;
}

/**
 * Layer normalisation over the last axis or axes, with trained scale and shift — Ba, Kiros & Hinton, 2016.
 * https://arxiv.org/abs/1607.06450
 *
 * [batch, …, ...features]. Each example is normalised separately, so training and evaluation compute the same.
 */
export class LayerNorm extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor;
  private readonly eps: number;

  constructor(features: number | Shape, options: LayerNormOptions = {}) {
    super();
    checkOptions("LayerNorm", options, ["eps"]);
    const shape: Shape = Array.isArray(features) ? features : [features];
    for (const size of shape) positive("LayerNorm", { features: size });
    this.eps = options.eps ?? 1e-5;
    this.weight = ones(shape, { requiresGrad: true });
    this.bias = zeros(shape, { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    return layerNorm(x, this.weight.shape, this.weight, this.bias, { eps: this.eps });
  }

  override describe(): string {
    return this.weight.shape.join("×");
  }

  override settings(): LayerSettings {
    return { features: this.weight.shape, eps: this.eps };
  }
}
