import { Sequential } from "../nn/layers/sequential.ts";
import type { Module } from "../nn/module.ts";
import type { LayerDescription } from "./layerDescription.ts";
import { layerKinds } from "./support/layerKinds.ts";

/**
 * Describes a model as data: the layers of this package and their settings, without weights.
 *
 * Throws TypeError for a custom class, whose code no file can hold, also inside a Sequential. Throws RangeError if a
 * layer is in the model twice, since its weights are saved once.
 *
 * @example describeArchitecture(new Sequential(new ReLU(), new Softmax())).layers[1] // { layer: "Softmax", axis: -1 }
 */
export function describeArchitecture(model: Module): LayerDescription {
  return described(model, "the model", new Set());
}

function described(module: Module, path: string, seen: Set<Module>): LayerDescription {
  if (seen.has(module)) throw new RangeError(`describeArchitecture: ${path} must be a new layer, got one used before`);
  seen.add(module);
  if (module instanceof Sequential && module.constructor === Sequential) {
    const layers = module.children().map(([name, child]) => described(child, `layer ${inside(path, name)}`, seen));
    return { layer: "Sequential", layers };
  }
  const known = Object.entries(layerKinds).find(([, { type }]) => type === module.constructor);
  const settings = module.settings();
  if (known === undefined || settings === null)
    throw new TypeError(
      `describeArchitecture: ${path} must be a layer of downhill or a Sequential of these, ` +
        `got the custom class ${module.constructor.name || "without a name"}; save its weights with encodeWeights`,
    );
  return { layer: known[0], ...settings };
}

const inside = (path: string, name: string): string =>
  path.startsWith("layer ") ? `${path.slice("layer ".length)}.${name}` : name;
