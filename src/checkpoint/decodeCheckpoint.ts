import { decodeSafetensors } from "./formats/decodeSafetensors.ts";
import type { Checkpoint } from "./run.ts";
import { checkpointOf } from "./support/checkpointOf.ts";

/** Reads the bytes of a checkpoint. Throws FileFormatError at any damage; `restoreRun` puts the result into a run. */
export const decodeCheckpoint = (bytes: Uint8Array, file = "checkpoint"): Checkpoint =>
  checkpointOf(decodeSafetensors(bytes, file), file);
