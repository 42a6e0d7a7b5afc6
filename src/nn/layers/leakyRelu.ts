import { leakyRelu } from "../../autograd/ops/activations/leakyRelu.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = x for x > 0, else slope · x, see `leakyRelu`. */
export class LeakyReLU extends Module {
  private readonly slope: number;

  /** @param slope Slope for x < 0. Default: 0.01. */
  constructor(slope = 0.01) {
    super();
    this.slope = slope;
  }

  forward(x: Tensor): Tensor {
    return leakyRelu(x, this.slope);
  }

  override describe(): string {
    return `slope ${this.slope}`;
  }

  override settings(): LayerSettings {
    return { slope: this.slope };
  }
}
