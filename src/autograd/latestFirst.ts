import { freed } from "./history.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Every tensor that `result` was computed from and that needs a gradient, from the latest to the first.
 * An op creates its result after its inputs exist, so the order of creation is a topological order.
 * Throws if an earlier backward pass freed a part of the history.
 */
export function latestFirst(result: Tensor): Tensor[] {
  const found = new Set([result]);
  const order: Tensor[] = [];
  // The loop also visits the tensors that are added to the set on the way.
  for (const y of found) {
    if (y.history.version === freed.version) throw new Error(released);
    order.push(y);
    for (const [x] of y.history.edges) found.add(x);
  }
  return order.sort((a, b) => b.time - a.time);
}

const released =
  "backward: the history of this result must still exist, but an earlier backward released it; " +
  "pass { retainGraph: true } to the first call, or run the forward pass again";
