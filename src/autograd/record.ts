import { drawFrom } from "../array/makeZeros.ts";
import { NdArray } from "../array/ndArray.ts";
import type { Edge, Vjp } from "./edge.ts";
import { record as recordOp } from "./support/record.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Makes the result of an op: a tensor with the op's inputs and their vector-Jacobian products.
 *
 *     y = f(a, b)          record("f", y, [a, (dy) => dy · ∂y/∂a], [b, (dy) => dy · ∂y/∂b])
 *
 * `y` holds the values that the op computed. A product returns an array of the input's size: a new one, or `dy` itself.
 * A product may keep `dy` and what it returns: both are copied.
 * Inputs that need no gradient are listed too, so that a change in place before backward is noticed.
 * Within `noGrad`, or where no input requires a gradient, the result is a plain tensor.
 *
 * @example record("double", tensor([2, 6]), [tensor([1, 3]), (dy) => mul(tensor(dy.data), 2)]).data // [2, 6]
 */
export function record(op: string, y: NdArray, ...edges: Edge[]): Tensor {
  return recordOp(op, y, ...edges.map((edge): Edge => (Array.isArray(edge) ? [edge[0], guarded(edge[1])] : edge)));
}

const copyOf = (x: NdArray): NdArray => new NdArray(x.data.slice(), x.shape);

/**
 * Runs a product of callers, who may keep what it gets and returns. Backward uses the memory of `dy` again, and adds to
 * results in place.
 */
const guarded =
  (vjp: Vjp): Vjp =>
  (dy) => {
    const source = drawFrom(null);
    try {
      const dx = vjp(copyOf(dy));
      return dx instanceof NdArray ? copyOf(dx) : dx;
    } finally {
      drawFrom(source);
    }
  };
