import { softmaxCrossEntropy as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmaxCrossEntropy as fast } from "./wasm/softmax.ts";

/**
 * Computes losses[r] = ln Σⱼ e^logits[r,j] − logits[r, labels[r]]. Writes the sums of e^(logits − M) too, and returns
 * these exponentials, where M is the maximum of the row. Exponential / sum is the softmax, which the gradient needs.
 * logits: [rows, classes]   labels: [rows], whole numbers in 0 … classes − 1   sums, losses: [rows]
 */
export const softmaxCrossEntropy: typeof reference = (logits, labels, sums, losses, classes) =>
  (usingFast() ? fast(logits, labels, sums, losses, classes) : null) ??
  reference(logits, labels, sums, losses, classes);
