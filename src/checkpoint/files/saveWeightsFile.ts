import type { Module } from "../../nn/module.ts";
import { encodeWeights } from "../weights/encodeWeights.ts";
import { writeDurably } from "./support/files.ts";

/** Saves a model's parameters and buffers as safetensors, with PyTorch's names. */
export const saveWeightsFile = (path: string, model: Module): void => writeDurably(path, () => encodeWeights(model));
