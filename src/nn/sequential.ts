import type { Tensor } from "../autograd/tensor.ts";
import { Module } from "./module.ts";

/**
 * Layers one after another; the names of their parameters begin with their position: `0.weight`, `2.bias`.
 *
 * An error inside a layer says which one: `in layer 2 (Linear 400 → 10): matmul: …`.
 */
export class Sequential extends Module {
  private readonly layers: readonly Module[];

  constructor(...layers: Module[]) {
    super();
    this.layers = layers;
  }

  override children(): [string, Module][] {
    return this.layers.map((layer, position) => [`${position}`, layer]);
  }

  forward(x: Tensor): Tensor {
    let y = x;
    for (let position = 0; position < this.layers.length; position++) {
      const layer = this.layers[position];
      try {
        y = layer.forward(y);
      } catch (error) {
        if (error instanceof Error)
          error.message = `in layer ${position} (${layer.constructor.name} ${layer.describe()}): ${error.message}`;
        throw error;
      }
    }
    return y;
  }
}
