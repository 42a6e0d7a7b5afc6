/**
 * @file A model's weights as a safetensors file with PyTorch's names and layouts:
 * `model.load_state_dict(safetensors.torch.load_file(path))` takes it, and what `save_file` wrote loads here.
 */

import type { Floats, Shape } from "../kernels/array.ts";
import { excerpt } from "../kernels/excerpt.ts";
import type { ModelState, Module } from "../nn/module.ts";
import { isFloat } from "./elements.ts";
import { FileFormatError } from "./fileFormatError.ts";
import { encodeSafetensors, floatsOf, parseSafetensors, type StoredTensor, stored } from "./safetensors.ts";

/** The parameters and buffers of a model as the bytes of a safetensors file. */
export function encodeWeights(model: Module): Uint8Array<ArrayBuffer> {
  const metadata = new Map([["format", "pt"]]);
  return encodeSafetensors({ tensors: storedModel(model.stateDict()), metadata });
}

/** PyTorch counts batches in 64-bit integers; everything else keeps its kind. */
export function storedModel(state: ModelState): Map<string, StoredTensor> {
  return new Map(
    [...state].map(([name, { data, shape }]) => [
      name,
      isCount(name) ? storedCount(name, data, shape) : stored(data, shape),
    ]),
  );
}

const isCount = (name: string): boolean => /(^|\.)num_batches_tracked$/.test(name);
const noCount = (data: Floats): number | undefined => data.find((n) => !Number.isSafeInteger(n) || n < 0);

function storedCount(name: string, data: Floats, shape: Shape): StoredTensor {
  const wrong = noCount(data);
  if (wrong !== undefined)
    throw new RangeError(`${name} is ${wrong}; a count of batches needs to be a whole number, 0 or more, to be saved`);
  const bytes = new Uint8Array(new BigInt64Array(Array.from(data, BigInt)).buffer);
  return { dtype: "I64", shape, bytes };
}

/** The named arrays of a safetensors file. Throws FileFormatError if one holds whole numbers where weights belong. */
export function decodeWeights(bytes: Uint8Array, file = "weights"): ModelState {
  const { tensors, metadata } = parseSafetensors(bytes, file);
  if (metadata.has("downhill_checkpoint"))
    throw new FileFormatError(
      file,
      "file",
      "weights only",
      "a checkpoint of a run; loadCheckpoint and restoreRun take it",
    );
  return modelState(tensors, file);
}

export function modelState(tensors: ReadonlyMap<string, StoredTensor>, file: string): ModelState {
  const state: ModelState = new Map();
  for (const [name, tensor] of tensors) {
    if (!isFloat(tensor.dtype) && tensor.shape.length > 0)
      throw new FileFormatError(file, `tensor ${excerpt(name)}, dtype`, "F64, F32, F16 or BF16", tensor.dtype);
    const data = floatsOf(tensor, file, name);
    const wrong = isCount(name) ? noCount(data) : undefined;
    if (wrong !== undefined)
      throw new FileFormatError(file, `tensor ${excerpt(name)}`, "a whole number, 0 or more", `${wrong}`);
    state.set(name, { shape: tensor.shape, data });
  }
  return state;
}

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
