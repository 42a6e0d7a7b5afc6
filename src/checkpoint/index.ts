/** @file Weights and whole runs as bytes. Everything here runs in browsers; files.ts, which needs Node, reads and writes. */
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint, type Run, restoreRun } from "./checkpoint.ts";
export { FileFormatError } from "./fileFormatError.ts";
export { encodeNpy, parseNpy } from "./npy.ts";
export type { Plain } from "./pack.ts";
export {
  encodeSafetensors,
  floatsOf,
  parseSafetensors,
  type Safetensors,
  type StoredTensor,
  stored,
} from "./safetensors.ts";
export { decodeWeights, encodeWeights, loadWeights } from "./weights.ts";
