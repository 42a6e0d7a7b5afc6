import type { NdArray } from "../../array/ndArray.ts";
import type { Edge } from "../edge.ts";
import { isRecording } from "../isRecording.ts";
import { checkGradientOperands } from "../secondDerivative.ts";
import { Tensor } from "../tensor.ts";
import { watcher } from "../watcher.ts";

/**
 * Makes the result of a built-in op: the public `record` (autograd/record.ts) for vector-Jacobian products that keep
 * neither `dy` nor their result. Backward uses that memory again.
 */
export function record(op: string, y: NdArray, ...edges: Edge[]): Tensor {
  const inputs: Tensor[] = [];
  const needed: Edge[] = [];
  for (const edge of edges) {
    if (!Array.isArray(edge))
      throw new TypeError(`record: the inputs of ${op} must come with their derivatives; use [x, (dy) => …]`);
    inputs.push(edge[0]);
    if (edge[0].requiresGrad) needed.push(edge);
  }
  const result = new Tensor(y);
  watcher()?.computed(op, result, inputs);
  if (!isRecording()) return result;
  checkGradientOperands(op, result, inputs, needed.length > 0);
  if (needed.length > 0) result.setHistory(op, needed, inputs);
  return result;
}
