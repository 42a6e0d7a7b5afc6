import type { Tensor } from "../../autograd/index.ts";
import type { Examples } from "../../data/dataset.ts";
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
  const outputs = outputsOf(model, data, batch, (prediction, part) => {
    total += part.inputs.shape[0] * loss(prediction, part).item();
  });
  return { loss: total / data.inputs.shape[0], outputs };
}
