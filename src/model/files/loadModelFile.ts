import { readFormatFile } from "../../checkpoint/files/support/readFormatFile.ts";
import type { LoadedModel } from "../loadedModel.ts";
import { loadModel } from "../loadModel.ts";

/** Loads the model in a file; see `loadModel`. */
export const loadModelFile = (path: string): LoadedModel => loadModel(readFormatFile(path), path);
