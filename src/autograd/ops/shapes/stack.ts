import { sameShape, showShape } from "../../../array/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensors } from "../support/join.ts";
import { concat } from "./concat.ts";
import { unsqueeze } from "./unsqueeze.ts";

/**
 * Joins tensors of one shape along a new axis (the first unless given): n of [a, b] → [n, a, b].
 *
 * @gradcheck stack([randn(3), randn(3)])
 * @gradcheck stack([randn(2, 3), randn(2, 3)], -1)
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  needTensors("stack", tensors);
  const odd = tensors.findIndex((x) => !sameShape(x.shape, tensors[0].shape));
  if (odd > 0) {
    const [first, other] = [showShape(tensors[0].shape), showShape(tensors[odd].shape)];
    throw new RangeError(`stack: the tensors must have one shape, got ${first} and, as tensor ${odd}, ${other}`);
  }
  const at = position("stack", [...tensors[0].shape, 1], axis);
  return concat(
    tensors.map((x) => unsqueeze(x, at)),
    at,
  );
}
