import { ones, zeros } from "../autograd/create.ts";
import { layerNorm } from "../autograd/ops/index.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { Module } from "./module.ts";
import { positive } from "./validate.ts";

/**
 * Layer normalisation over the last axis, with trained scale and shift — Ba, Kiros & Hinton, 2016.
 * https://arxiv.org/abs/1607.06450
 *
 * Unlike batch norm it treats every example alone, so training and evaluation are the same.   [batch, …, features]
 */
export class LayerNorm extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor;
  private readonly eps: number;

  constructor(features: number, { eps = 1e-5 }: { eps?: number } = {}) {
    super();
    positive("LayerNorm", { features });
    this.eps = eps;
    this.weight = ones([features], { requiresGrad: true });
    this.bias = zeros([features], { requiresGrad: true });
  }

  forward(x: Tensor): Tensor {
    return layerNorm(x, this.weight.shape, this.weight, this.bias, { eps: this.eps });
  }

  override describe(): string {
    return `${this.weight.size}`;
  }
}
