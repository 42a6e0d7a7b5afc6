import { softplus } from "../../autograd/ops/activations/softplus.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = ln(1 + eˣ), a smooth relu, see `softplus`. */
export class Softplus extends Module {
  forward(x: Tensor): Tensor {
    return softplus(x);
  }

  override settings(): LayerSettings {
    return {};
  }
}
