import { excerpt } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import { decodeSafetensors } from "../../checkpoint/formats/decodeSafetensors.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import type { Checkpoint } from "../../checkpoint/run.ts";
import { checkpointOf } from "../../checkpoint/support/checkpointOf.ts";
import { checksum } from "../../checkpoint/support/checksum.ts";
import { modelState } from "../../checkpoint/weights/support/storedModel.ts";
import type { ModelState } from "../../nn/module.ts";
import { checkedText, parseTexts } from "./recordTexts.ts";
import { formatVersion } from "./versions.ts";

/** A record that was not checked yet, and the weights. */
export interface Contents {
  given: unknown;
  state: ModelState;
}

/** Reads a model file or a checkpoint. Throws FileFormatError at any damage, and for files that hold weights only. */
export function readContents(bytes: Uint8Array, file: string): Contents {
  const wrong = (field: string, expected: string, found: string): never => {
    throw new FileFormatError(file, field, expected, found);
  };
  const decoded = decodeSafetensors(bytes, file);
  const { tensors, metadata } = decoded;
  if (metadata.has("downhill_checkpoint")) {
    const checkpoint = checkpointOf(decoded, file);
    return { given: recordIn(checkpoint), state: checkpoint.model };
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

/** Returns the record in a checkpoint of `downhill train`. Throws FileFormatError if a program saved none. */
export function recordIn({ file, extra }: Checkpoint): unknown {
  if (isRecord(extra) && extra.model !== undefined) return extra.model;
  throw new FileFormatError(file, "file", "a model", "a checkpoint without its architecture; loadCheckpoint reads it");
}
