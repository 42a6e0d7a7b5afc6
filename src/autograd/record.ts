import type { NdArray } from "../array/ndArray.ts";
import type { Edge } from "./edge.ts";
import { isRecording } from "./isRecording.ts";
import { checkGradientOperands } from "./secondDerivative.ts";
import { Tensor } from "./tensor.ts";
import { watcher } from "./watcher.ts";

/**
 * Makes the result of an op: a tensor with the op's inputs and their vector-Jacobian products.
 *
 *     y = f(a, b)          record("f", y, [a, (dy) => dy · ∂y/∂a], [b, (dy) => dy · ∂y/∂b])
 *
 * `y` holds the values that the op computed. A product returns an array of the input's size: a new one, or `dy` itself.
 * Inputs that need no gradient are listed too, so that a change in place before backward is noticed.
 * Within `noGrad`, or where no input requires a gradient, the result is a plain tensor.
 *
 * @example record("double", tensor([2, 6]), [tensor([1, 3]), (dy) => mul(tensor(dy.data), 2)]).data // [2, 6]
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
