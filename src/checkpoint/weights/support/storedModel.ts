/**
 * @file A model's weights as a safetensors file with PyTorch's names and layouts:
 * `model.load_state_dict(safetensors.torch.load_file(path))` takes it, and what `save_file` wrote loads here.
 */

import type { Floats } from "../../../array/floats.ts";
import type { Shape } from "../../../array/shape.ts";
import { excerpt } from "../../../check/excerpt.ts";
import type { ModelState } from "../../../nn/module.ts";
import { FileFormatError } from "../../formats/fileFormatError.ts";
import { floatsOf } from "../../formats/floatsOf.ts";
import type { StoredTensor } from "../../formats/safetensors.ts";
import { stored } from "../../formats/stored.ts";
import { isFloat } from "../../formats/support/dtypes.ts";

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
    throw new RangeError(`${name} must be an integer >= 0 to be saved, since it counts batches, got ${wrong}`);
  const bytes = new Uint8Array(new BigInt64Array(Array.from(data, BigInt)).buffer);
  return { dtype: "I64", shape, bytes };
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
