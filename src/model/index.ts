/** @file Models as files, for Node and browsers. node.ts has the functions that read and write files. */

export { describeArchitecture } from "./describeArchitecture.ts";
export { encodeModel } from "./encodeModel.ts";
export type { LayerDescription } from "./layerDescription.ts";
export { LoadedModel, type Prediction } from "./loadedModel.ts";
export { loadModel } from "./loadModel.ts";
export type { ModelNotes } from "./modelNotes.ts";
export type { ModelRecord } from "./modelRecord.ts";
