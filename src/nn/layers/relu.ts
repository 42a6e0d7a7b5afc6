import { relu } from "../../autograd/ops/activations/relu.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = max(x, 0), see `relu`. */
export class ReLU extends Module {
  forward(x: Tensor): Tensor {
    return relu(x);
  }

  override settings(): LayerSettings {
    return {};
  }
}
