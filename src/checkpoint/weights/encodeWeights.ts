import type { Module } from "../../nn/module.ts";
import { encodeSafetensors } from "../formats/encodeSafetensors.ts";
import { storedModel } from "./support/storedModel.ts";

/** The parameters and buffers of a model as the bytes of a safetensors file. */
export function encodeWeights(model: Module): Uint8Array<ArrayBuffer> {
  const metadata = new Map([["format", "pt"]]);
  return encodeSafetensors({ tensors: storedModel(model.stateDict()), metadata });
}
