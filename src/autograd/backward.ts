import type { NdArray } from "../array/ndArray.ts";
import { Gradients } from "./gradients.ts";
import type { Tensor } from "./tensor.ts";
import { watcher } from "./watcher.ts";

/**
 * Backpropagation: the chain rule, from the result L back to the leaves.
 *
 *     ∂L/∂x = Σ vjp(∂L/∂y) over all results y that an op computed from x
 *
 * `order` lists L and every tensor it was computed from, the latest first. So ∂L/∂y is complete before it is passed
 * on.
 * The history is freed on the way, unless `retainGraph` is true.
 */
export function backward(order: readonly Tensor[], dL: NdArray, retainGraph: boolean): void {
  const gradients = new Gradients(order[0], dL, !retainGraph && watcher() === null);
  for (const y of order) {
    const dy = gradients.take(y);
    if (y.keepsGrad) gradients.keep(y);
    for (const edge of y.history.edges) gradients.pass(edge, dy);
    gradients.release();
    if (!retainGraph) y.freeHistory();
  }
}
