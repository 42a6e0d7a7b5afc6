import { makeZeros } from "../../array/makeZeros.ts";
import { NdArray } from "../../array/ndArray.ts";
import { sizeOf } from "../../array/shape.ts";
import { noGrad } from "../../autograd/noGrad.ts";
import { Tensor } from "../../autograd/tensor.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { count } from "../../check/kinds.ts";
import type { Module } from "../../nn/index.ts";
import { inEvalMode } from "./inEvalMode.ts";

/**
 * Returns the outputs of a model for inputs [n, …], computed in batches, in eval mode, without a tape. `who` names the
 * caller in errors. `onBatch` sees the outputs of each batch, and the index of its first example.
 */
export function outputsOf(
  who: string,
  model: Module,
  { data, shape }: NdArray,
  batch: number,
  onBatch: (outputs: Tensor, start: number) => void = () => undefined,
): Tensor {
  checkArgument(who, "batch", batch, count);
  const [n, ...rest] = shape;
  if (n === 0) throw new RangeError(`${who}: the data set must have examples, got none`);
  const parts: Tensor[] = [];
  const size = sizeOf(rest);
  inEvalMode(model, () =>
    noGrad(() => {
      for (let start = 0; start < n; start += batch) {
        const end = Math.min(start + batch, n);
        const part = new NdArray(data.slice(start * size, end * size), [end - start, ...rest]);
        const outputs = model.forward(new Tensor(part));
        parts.push(outputs);
        onBatch(outputs, start);
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
