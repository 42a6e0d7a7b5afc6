import { makeZeros } from "../../array/makeZeros.ts";
import { NdArray } from "../../array/ndArray.ts";
import { noGrad, Tensor } from "../../autograd/index.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "./inEvalMode.ts";

/**
 * Returns the outputs of a model for all examples, computed in batches, in eval mode, without a tape.
 * `onBatch` sees each batch with its outputs.
 */
export function outputsOf(
  model: Module,
  data: Examples,
  batch: number,
  onBatch: (outputs: Tensor, batch: Examples) => void = () => undefined,
): Tensor {
  const parts: Tensor[] = [];
  inEvalMode(model, () =>
    noGrad(() => {
      for (const part of new Loader(data, { batch }).rest()) {
        const outputs = model.forward(new Tensor(part.inputs));
        parts.push(outputs);
        onBatch(outputs, part);
      }
    }),
  );
  return joined(parts);
}

function joined(parts: readonly Tensor[]): Tensor {
  const [first] = parts;
  if (parts.length === 1) return first;
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const values = makeZeros(first.data, (rows * first.data.length) / first.shape[0]);
  let start = 0;
  for (const { data } of parts) {
    values.set(data, start);
    start += data.length;
  }
  return new Tensor(new NdArray(values, [rows, ...first.shape.slice(1)]));
}
