import type { Module } from "../../nn/module.ts";
import { loadWeights } from "../weights/loadWeights.ts";
import { readBytes } from "./support/readBytes.ts";

/** Loads a safetensors file into a model, see loadWeights. */
export const loadWeightsFile = (path: string, model: Module): void => loadWeights(model, readBytes(path), path);
