/**
 * @file Weights and whole runs as bytes, for Node and browsers. node.ts has the functions that read and write files.
 */

export { decodeCheckpoint } from "./decodeCheckpoint.ts";
export { encodeCheckpoint } from "./encodeCheckpoint.ts";
export { decodeNpy } from "./formats/decodeNpy.ts";
export { decodeSafetensors } from "./formats/decodeSafetensors.ts";
export { encodeNpy } from "./formats/encodeNpy.ts";
export { encodeSafetensors } from "./formats/encodeSafetensors.ts";
export { FileFormatError } from "./formats/fileFormatError.ts";
export { floatsOf } from "./formats/floatsOf.ts";
export type { Safetensors, StoredTensor } from "./formats/safetensors.ts";
export { stored } from "./formats/stored.ts";
export type { Plain } from "./formats/support/pack.ts";
export { restoreRun } from "./restoreRun.ts";
export type { Checkpoint, Run } from "./run.ts";
export { decodeWeights } from "./weights/decodeWeights.ts";
export { encodeWeights } from "./weights/encodeWeights.ts";
export { type LoadReport, type LoadWeightsOptions, loadWeights } from "./weights/loadWeights.ts";
