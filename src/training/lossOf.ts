import { crossEntropy } from "../autograd/ops/losses/crossEntropy.ts";
import { mse } from "../autograd/ops/losses/mse.ts";
import { Tensor } from "../autograd/tensor.ts";
import type { Examples } from "../data/dataset.ts";
import { isClassification } from "./support/isClassification.ts";

/** The loss of a batch from the model's output: one number on the tape. */
export type Loss<B extends Examples = Examples> = (prediction: Tensor, batch: B) => Tensor;

/**
 * Returns the default loss of a batch: cross-entropy for labels, mean squared error for numbers.
 *
 * Shapes: prediction: [batch, classes] or the shape of the targets   →   []
 * Throws where the shapes do not match.
 *
 * @example lossOf(tensor([[1], [3]]), regressionDataset("", new Float32Array(2), [2, 1], new Float32Array(2), [2, 1]))
 *   .item()
 * // 5
 */
export const lossOf: Loss = (prediction, batch) =>
  isClassification(batch) ? crossEntropy(prediction, batch.labels) : mse(prediction, new Tensor(batch.targets));
