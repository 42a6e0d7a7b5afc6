import type { NdArray } from "../array/ndArray.ts";
import { isRecording, watcher } from "./recording.ts";
import { type Edge, Tensor } from "./tensor.ts";

/** The result of an op, remembering its inputs and their vector-Jacobian products unless nobody needs them. */
export function record(op: string, y: NdArray, ...edges: Edge[]): Tensor {
  if (!edges.every(Array.isArray))
    throw new TypeError(`record: ${op} needs its inputs in pairs with their derivatives: [x, (dy) => …]`);
  const result = new Tensor(y);
  watcher()?.computed(
    op,
    result,
    edges.map(([x]) => x),
  );
  if (!isRecording()) return result;
  const needed = edges.filter(([x]) => x.requiresGrad);
  const inputs = edges.map(([x]) => x);
  if (needed.length > 0) result.setOrigin(op, needed, inputs);
  return result;
}
