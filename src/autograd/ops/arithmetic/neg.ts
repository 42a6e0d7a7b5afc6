import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { negative } from "../support/operands.ts";

/**
 * y = −x          y′ = −1
 *
 * @gradcheck neg(randn(5))
 */
export function neg(x: Tensor): Tensor {
  needTensor("neg", "the input", x);
  return record("neg", negative(x), [x, negative]);
}
