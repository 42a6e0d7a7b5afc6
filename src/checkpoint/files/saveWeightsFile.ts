import type { Module } from "../../nn/module.ts";
import { encodeWeights } from "../weights/encodeWeights.ts";
import { writeFile } from "./support/writeFile.ts";

/** Saves a model's parameters and buffers as safetensors, with PyTorch's names. */
export const saveWeightsFile = (path: string, model: Module): void => writeFile(path, () => encodeWeights(model));
