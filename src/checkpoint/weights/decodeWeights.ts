import type { ModelState } from "../../nn/module.ts";
import { FileFormatError } from "../formats/fileFormatError.ts";
import { parseSafetensors } from "../formats/parseSafetensors.ts";
import { modelState } from "./storedModel.ts";

/** The named arrays of a safetensors file. Throws FileFormatError if one holds whole numbers where weights belong. */
export function decodeWeights(bytes: Uint8Array, file = "weights"): ModelState {
  const { tensors, metadata } = parseSafetensors(bytes, file);
  if (metadata.has("downhill_checkpoint"))
    throw new FileFormatError(
      file,
      "file",
      "weights only",
      "a checkpoint of a run; loadCheckpoint and restoreRun take it",
    );
  return modelState(tensors, file);
}
