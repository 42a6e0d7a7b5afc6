import { inLayer } from "../../autograd/inLayer.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { describeValue } from "../../check/describeValue.ts";
import { type LayerSettings, Module } from "../module.ts";
import { foreign, looksLikeModule } from "../support/membersOf.ts";

/**
 * Runs layers one after another. The names of their parameters begin with their position: `0.weight`, `2.bias`.
 *
 * An error inside a layer says which one: `in layer 2 (Linear 400 → 10): matmul: …`.
 */
export class Sequential extends Module {
  private readonly layers: readonly Module[];

  constructor(...layers: Module[]) {
    super();
    const wrong = layers.findIndex((layer) => !(layer instanceof Module));
    if (wrong >= 0 && looksLikeModule(layers[wrong])) throw foreign(this, `argument ${wrong}`, layers[wrong]);
    if (wrong >= 0) {
      throw new TypeError(
        `Sequential: argument ${wrong} must be a layer, got ${describeValue(layers[wrong])}; ` +
          "pass layers, such as new Sequential(new Flatten(), new ReLU())",
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
      const name = () => `${position} (${`${layer.constructor.name} ${layer.describe()}`.trim()})`;
      try {
        y = inLayer(name, () => layer.forward(y));
      } catch (error) {
        // An AnomalyError names the layer itself. Its class would be in every bundle that has a Sequential.
        if (error instanceof Error && error.name !== "AnomalyError")
          error.message = `in layer ${name()}: ${error.message}`;
        throw error;
      }
    }
    return y;
  }

  override settings(): LayerSettings {
    return {};
  }
}
