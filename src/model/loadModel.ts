import { describeValue } from "../check/describeValue.ts";
import { excerpt } from "../check/excerpt.ts";
import { isRecord } from "../check/isRecord.ts";
import { decodeCheckpoint } from "../checkpoint/decodeCheckpoint.ts";
import { decodeSafetensors } from "../checkpoint/formats/decodeSafetensors.ts";
import { FileFormatError } from "../checkpoint/formats/fileFormatError.ts";
import { checksum } from "../checkpoint/support/checksum.ts";
import { modelState } from "../checkpoint/weights/support/storedModel.ts";
import type { ModelState } from "../nn/module.ts";
import { LoadedModel } from "./loadedModel.ts";
import { buildModel } from "./support/buildModel.ts";
import { readRecord } from "./support/readRecord.ts";
import { checkedText, parseTexts } from "./support/recordTexts.ts";
import { formatVersion } from "./support/versions.ts";

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
  const { given, state } = contents(bytes, file);
  const parts = readRecord(given, file);
  return new LoadedModel(file, buildModel(parts.record.architecture, parts.layers, state, file), parts);
}

function contents(bytes: Uint8Array, file: string): { given: unknown; state: ModelState } {
  const wrong = (field: string, expected: string, found: string): never => {
    throw new FileFormatError(file, field, expected, found);
  };
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.has("downhill_checkpoint")) {
    const { model, extra } = decodeCheckpoint(bytes, file);
    const given = isRecord(extra) ? extra.model : undefined;
    if (given === undefined) wrong("file", "a model", "a checkpoint without its architecture; loadCheckpoint reads it");
    return { given, state: model };
  }
  const version = metadata.get("downhill_model");
  if (version === undefined)
    return wrong("file", "a model with its architecture", "weights only; loadWeights puts them into a model");
  if (version !== formatVersion) wrong("downhill_model", `version ${formatVersion}`, excerpt(version));
  const crc = checksum(checkedText(metadata), tensors);
  if (metadata.get("crc32") !== crc)
    wrong("crc32", `${crc}, which the contents have`, excerpt(metadata.get("crc32") ?? "none"));
  return { given: parseTexts(metadata, file), state: modelState(tensors, file) };
}
