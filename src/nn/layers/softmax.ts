import { softmax } from "../../autograd/ops/activations/softmax.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/**
 * yᵢ = e^xᵢ / Σⱼ e^xⱼ over one axis, the last unless given. Train with `crossEntropy` on the logits instead: it
 * includes this step.
 */
export class Softmax extends Module {
  private readonly axis: number;

  /** @param axis Axis whose elements add up to 1; negative ones count from the last. Default: -1. */
  constructor(axis = -1) {
    super();
    this.axis = axis;
  }

  forward(x: Tensor): Tensor {
    return softmax(x, this.axis);
  }

  override describe(): string {
    return `axis ${this.axis}`;
  }

  override settings(): LayerSettings {
    return { axis: this.axis };
  }
}
