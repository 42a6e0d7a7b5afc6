import { type Shape, sameShape } from "../../array/shape.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import type { Module } from "../../nn/module.ts";
import { decodeSafetensors } from "../formats/decodeSafetensors.ts";
import { FileFormatError } from "../formats/fileFormatError.ts";
import type { StoredTensor } from "../formats/safetensors.ts";
import { decodeWeights } from "./decodeWeights.ts";
import { modelState } from "./support/storedModel.ts";

export interface LoadWeightsOptions {
  /** The name of the file in errors. Default: "weights". */
  file?: string;
  /**
   * Load every tensor whose name and shape fit, leave the rest of the model as it is, and report it. Default: false.
   */
  partial?: boolean;
}

/** Names of tensors by what happened to them. Without `partial` all are in `loaded`. */
export interface LoadReport {
  loaded: string[];
  /** In the model, not in the file: unchanged. */
  missing: string[];
  /** In the file, not in the model: ignored. */
  unexpected: string[];
  /** In both with different shapes: unchanged. */
  otherShape: { name: string; file: Shape; model: Shape }[];
}

/**
 * Loads the weights in the bytes of a safetensors file into a model, by name.
 * Throws FileFormatError, before anything changed, unless the file holds exactly the model's names and shapes. With
 * `partial` names and shapes may differ, as when the last layer is replaced; the report lists them. No match is an
 * error.
 */
export function loadWeights(model: Module, bytes: Uint8Array, options: LoadWeightsOptions = {}): LoadReport {
  checkOptions("loadWeights", options, ["file", "partial"]);
  const { file = "weights", partial = false } = options;
  const own = model.stateDict();
  if (!partial) {
    load(model, file, decodeWeights(bytes, file));
    return { loaded: [...own.keys()], missing: [], unexpected: [], otherShape: [] };
  }
  const { tensors } = decodeSafetensors(bytes, file);
  const report = compare(own, tensors);
  if (report.loaded.length === 0)
    throw new FileFormatError(file, "tensors", "one with a name and shape of the model", "none");
  const chosen = new Map(report.loaded.map((name) => [name, tensors.get(name) as StoredTensor]));
  load(model, file, new Map([...own, ...modelState(chosen, file)]));
  return report;
}

function compare(own: ReturnType<Module["stateDict"]>, tensors: ReadonlyMap<string, StoredTensor>): LoadReport {
  const report: LoadReport = { loaded: [], missing: [], unexpected: [], otherShape: [] };
  for (const [name, { shape }] of own) {
    const found = tensors.get(name)?.shape;
    if (found === undefined) report.missing.push(name);
    else if (sameShape(found, shape)) report.loaded.push(name);
    else report.otherShape.push({ name, file: found, model: shape });
  }
  report.unexpected = [...tensors.keys()].filter((name) => !own.has(name));
  return report;
}

function load(model: Module, file: string, state: ReturnType<typeof modelState>): void {
  try {
    model.loadStateDict(state);
  } catch (error) {
    const found = (error as Error).message.replace(/^loadStateDict: nothing was loaded: /, "");
    throw new FileFormatError(file, "tensors", "the model's parameters and buffers", found);
  }
}
