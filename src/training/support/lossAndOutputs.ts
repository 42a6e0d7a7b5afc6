import type { Tensor } from "../../autograd/index.ts";
import type { Examples } from "../../data/dataset.ts";
import { subset } from "../../data/subset.ts";
import type { Module } from "../../nn/index.ts";
import type { Loss } from "../lossOf.ts";
import { outputsOf } from "./outputsOf.ts";

/** Returns the mean loss over all examples, and the outputs for them, computed in batches in eval mode. */
export function lossAndOutputs(
  model: Module,
  data: Examples,
  loss: Loss,
  batch: number,
): { loss: number; outputs: Tensor } {
  let total = 0;
  const outputs = outputsOf("evaluate", model, data.inputs, batch, (prediction, start) => {
    const [n] = prediction.shape;
    const part = subset(
      data,
      Int32Array.from({ length: n }, (_, i) => start + i),
    );
    total += n * loss(prediction, part).item();
  });
  return { loss: total / data.inputs.shape[0], outputs };
}
