import type { Module } from "../../nn/module.ts";
import { FileFormatError } from "../formats/fileFormatError.ts";
import { decodeWeights } from "./decodeWeights.ts";

/**
 * Puts the weights of a safetensors file into a model; `file` is what errors call it.
 * Throws FileFormatError, before anything changed, unless the file holds exactly the model's names and shapes.
 */
export function loadWeights(model: Module, bytes: Uint8Array, file = "weights"): void {
  const state = decodeWeights(bytes, file);
  try {
    model.loadStateDict(state);
  } catch (error) {
    const found = (error as Error).message.replace(/^loadStateDict: nothing was loaded: /, "");
    throw new FileFormatError(file, "tensors", "the model's parameters and buffers", found);
  }
}
