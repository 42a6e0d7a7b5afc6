import { plus } from "../../../kernels/plus.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a + b          ∂y/∂a = 1          ∂y/∂b = 1
 *
 * @gradcheck add(randn(3, 4), randn(4))
 * @gradcheck add(randn(2, 1, 3), randn(4, 1))
 */
export function add(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("add", a, b);
  return record("add", plus(x, z), [x, (dy) => unbroadcast(dy, x.shape)], [z, (dy) => unbroadcast(dy, z.shape)]);
}
