import { silu } from "../../autograd/ops/activations/silu.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = x σ(x), see `silu`. */
export class SiLU extends Module {
  forward(x: Tensor): Tensor {
    return silu(x);
  }

  override settings(): LayerSettings {
    return {};
  }
}
