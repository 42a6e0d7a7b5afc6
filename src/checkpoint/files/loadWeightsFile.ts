import type { Module } from "../../nn/module.ts";
import { type LoadReport, loadWeights } from "../weights/loadWeights.ts";
import { readFormatFile } from "./support/readFormatFile.ts";

/** Loads a safetensors file into a model; see `loadWeights` for `partial` and the report. */
export const loadWeightsFile = (path: string, model: Module, options: { partial?: boolean } = {}): LoadReport =>
  loadWeights(model, readFormatFile(path), { ...options, file: path });
