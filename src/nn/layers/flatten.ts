import { reshape } from "../../autograd/ops/shapes/reshape.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type LayerSettings, Module } from "../module.ts";

/** Flattens each example.   [batch, a, b, …] → [batch, a·b·…] */
export class Flatten extends Module {
  forward(x: Tensor): Tensor {
    if (x.shape.length < 1) throw new RangeError("Flatten: input must be [batch, …], got a single number");
    return reshape(x, [x.shape[0], x.shape[0] === 0 ? 0 : x.size / x.shape[0]]);
  }

  override settings(): LayerSettings {
    return {};
  }
}
