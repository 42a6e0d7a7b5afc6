import { sigmoid } from "../../autograd/ops/activations/sigmoid.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** y = σ(x) = 1 / (1 + e⁻ˣ). For training use binaryCrossEntropyWithLogits instead: it includes this step. */
export class Sigmoid extends Module {
  forward(x: Tensor): Tensor {
    return sigmoid(x);
  }

  override settings(): LayerSettings {
    return {};
  }
}
