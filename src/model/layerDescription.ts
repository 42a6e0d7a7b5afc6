import type { LayerSettings } from "../nn/module.ts";

/**
 * A model as data: the class name of a layer with its settings, or the layers of a Sequential. Plain JSON.
 *
 *     { layer: "Sequential",
 *       layers: [{ layer: "Linear", inFeatures: 2, outFeatures: 8, bias: true }, { layer: "ReLU" }] }
 */
export type LayerDescription = SequentialDescription | ({ readonly layer: string } & LayerSettings);

export interface SequentialDescription {
  readonly layer: "Sequential";
  readonly layers: readonly LayerDescription[];
}

export const isSequential = (description: LayerDescription): description is SequentialDescription =>
  description.layer === "Sequential";
