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
    const wrong = layers.findIndex((layer) => !(layer instanceof Module));
    if (wrong >= 0) {
      throw new TypeError(
        `Sequential: argument ${wrong} is ${kindOf(layers[wrong])}; it needs layers, such as new Sequential(new Flatten(), new ReLU())`,
      );
    }
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
        const name = `${layer.constructor.name} ${layer.describe()}`.trim();
        if (error instanceof Error) error.message = `in layer ${position} (${name}): ${error.message}`;
        throw error;
      }
    }
    return y;
  }
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "an array" : `a ${typeof value}`);
