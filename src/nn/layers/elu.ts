import { elu } from "../../autograd/ops/activations/elu.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = x for x > 0, else α (eˣ − 1), see `elu`. */
export class ELU extends Module {
  private readonly alpha: number;

  /** @param alpha α, minus the limit at −∞. Default: 1. */
  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }

  forward(x: Tensor): Tensor {
    return elu(x, this.alpha);
  }

  override describe(): string {
    return `α ${this.alpha}`;
  }

  override settings(): LayerSettings {
    return { alpha: this.alpha };
  }
}
