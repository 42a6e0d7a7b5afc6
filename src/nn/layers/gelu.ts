import { type GeluOptions, gelu } from "../../autograd/ops/activations/gelu.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = x Φ(x), see `gelu`. */
export class GELU extends Module {
  private readonly options: GeluOptions;

  constructor(options: GeluOptions = {}) {
    super();
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    return gelu(x, this.options);
  }

  override settings(): LayerSettings {
    return { approximate: this.options.approximate ?? "none" };
  }
}
