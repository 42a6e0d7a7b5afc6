import { describeValue } from "../check/describeValue.ts";
import type { LoadedModel } from "./loadedModel.ts";
import { modelOf } from "./support/modelOf.ts";
import { readContents } from "./support/readContents.ts";

/**
 * Loads a model from the bytes of a model file, or of a checkpoint of `downhill train`. In Node, `loadModelFile` takes
 * a path.
 *
 * The architecture in a file is data: only layers of this package are built, with settings and sizes that were checked
 * first. Throws FileFormatError at any damage, and for files that hold weights only.
 *
 * @example loadModel(encodeModel(new ReLU(), { inputShape: [2] })).predict([[-1, 3]])[0].values // [0, 3]
 */
export function loadModel(bytes: Uint8Array, file = "model"): LoadedModel {
  if (typeof bytes === "string")
    throw new TypeError(
      `loadModel: the bytes must be a Uint8Array, got ${describeValue(bytes)}; loadModelFile takes a path`,
    );
  return modelOf(readContents(bytes, file), file);
}
