import type { Floats } from "../array/floats.ts";
import { softmaxCrossEntropy as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmaxCrossEntropy as fast } from "./wasm/softmax.ts";

/**
 * Computes losses[r] = ln Σⱼ e^logits[r,j] − logits[r, labels[r]] and the probabilities its gradient needs.
 * logits, probabilities: [rows, classes]; labels: [rows], each a whole number in 0 … classes − 1.
 */
export function softmaxCrossEntropy(
  logits: Floats,
  labels: ArrayLike<number>,
  probabilities: Floats,
  losses: Floats,
  rows: number,
  classes: number,
): void {
  if (!(usingFast() && fast(logits, labels, probabilities, losses, rows, classes)))
    reference(logits, labels, probabilities, losses, rows, classes);
}
