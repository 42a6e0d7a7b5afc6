import type { ModelState } from "../../nn/module.ts";
import { decodeSafetensors } from "../formats/decodeSafetensors.ts";
import { FileFormatError } from "../formats/fileFormatError.ts";
import { modelState } from "./support/storedModel.ts";

/** The named arrays of a safetensors file. Throws FileFormatError if one holds whole numbers where weights belong. */
export function decodeWeights(bytes: Uint8Array, file = "weights"): ModelState {
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  if (metadata.has("downhill_checkpoint"))
    throw new FileFormatError(
      file,
      "file",
      "weights only",
      "a checkpoint of a run; loadCheckpoint and restoreRun take it",
    );
  return modelState(tensors, file);
}
