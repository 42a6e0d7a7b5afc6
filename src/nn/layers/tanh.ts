import { tanh } from "../../autograd/ops/activations/tanh.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = tanh(x). */
export class Tanh extends Module {
  forward(x: Tensor): Tensor {
    return tanh(x);
  }

  override settings(): LayerSettings {
    return {};
  }
}
