import { sameShape, showShape } from "../../array/shape.ts";
import { Random } from "../../autograd/random.ts";
import { excerpt } from "../../check/excerpt.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { Sequential } from "../../nn/layers/sequential.ts";
import type { ModelState, Module } from "../../nn/module.ts";
import { isSequential, type LayerDescription } from "../layerDescription.ts";
import { type LayerKind, type LayerName, layerKinds } from "./layerKinds.ts";
import { type PlacedLayer, tensorShapes } from "./placeLayers.ts";

/**
 * Builds a model of placed layers with these weights, in eval mode. Compares all names and shapes before it allocates
 * anything. So a model takes no more memory than its file has weights.
 */
export function buildModel(
  description: LayerDescription,
  layers: readonly PlacedLayer[],
  state: ModelState,
  file: string,
): Module {
  const shapes = tensorShapes(layers);
  for (const [name, shape] of shapes) {
    const found = state.get(name)?.shape;
    if (found === undefined || !sameShape(found, shape))
      throw new FileFormatError(file, `tensor ${excerpt(name)}`, showShape(shape), found ? showShape(found) : "none");
  }
  for (const name of state.keys())
    if (!shapes.has(name)) throw new FileFormatError(file, `tensor ${excerpt(name)}`, "a layer that holds it", "none");
  // Layers draw initial weights, which the file's replace.
  const model = built(description, new Random(0));
  model.loadStateDict(state);
  return model.eval();
}

function built(description: LayerDescription, random: Random): Module {
  if (isSequential(description)) return new Sequential(...description.layers.map((layer) => built(layer, random)));
  const { layer, ...settings } = description;
  return (layerKinds[layer as LayerName] as LayerKind).make(settings as never, random);
}
