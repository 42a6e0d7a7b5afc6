import { writeFile } from "../../checkpoint/files/support/writeFile.ts";
import type { Module } from "../../nn/index.ts";
import { encodeModel } from "../encodeModel.ts";
import type { ModelNotes } from "../modelNotes.ts";

/** Saves a model in one file, with all that is needed to use it; see `encodeModel`. */
export const saveModelFile = (path: string, model: Module, notes: ModelNotes): void =>
  writeFile(path, () => encodeModel(model, notes));
