import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensor } from "../support/needTensor.ts";
import { recordReshape } from "../support/reshape.ts";

/**
 * Inserts an axis of size 1 at `axis`. −1 puts it last.
 *
 * @gradcheck unsqueeze(randn(3, 2), 0)
 * @gradcheck unsqueeze(randn(3, 2), -1)
 */
export function unsqueeze(x: Tensor, axis: number): Tensor {
  needTensor("unsqueeze", "the input", x);
  const at = position("unsqueeze", [...x.shape, 1], axis);
  return recordReshape("unsqueeze", x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
}
