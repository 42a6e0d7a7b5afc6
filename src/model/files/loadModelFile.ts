import { readBytes } from "../../checkpoint/files/support/readBytes.ts";
import type { LoadedModel } from "../loadedModel.ts";
import { loadModel } from "../loadModel.ts";

/** Loads the model in a file; see `loadModel`. */
export const loadModelFile = (path: string): LoadedModel => loadModel(readBytes(path), path);
