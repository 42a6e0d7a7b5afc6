import type { Module } from "../../nn/module.ts";
import { type LoadReport, loadWeights } from "../weights/loadWeights.ts";
import { readBytes } from "./support/readBytes.ts";

/** Loads a safetensors file into a model; see `loadWeights` for `partial` and the report. */
export const loadWeightsFile = (path: string, model: Module, options: { partial?: boolean } = {}): LoadReport =>
  loadWeights(model, readBytes(path), { ...options, file: path });
