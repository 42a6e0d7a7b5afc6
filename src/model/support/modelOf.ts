import { LoadedModel } from "../loadedModel.ts";
import { buildModel } from "./buildModel.ts";
import type { Contents } from "./readContents.ts";
import { readRecord } from "./readRecord.ts";

/** Builds the model in the contents of a file. Throws FileFormatError unless all parts fit each other. */
export function modelOf({ given, state }: Contents, file: string): LoadedModel {
  const parts = readRecord(given, file);
  return new LoadedModel(file, buildModel(parts.record.architecture, parts.layers, state, file), parts);
}
