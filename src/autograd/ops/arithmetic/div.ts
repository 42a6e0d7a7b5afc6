import { arithmetic } from "../../../array/arithmetic.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { negative, type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a / b          ∂y/∂a = 1 / b          ∂y/∂b = −y / b
 *
 * @gradcheck div(randn(3, 4), uniform(0.5, 2, 4))
 */
export function div(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("div", a, b);
  const y = arithmetic("div", x, z);
  return record(
    "div",
    y,
    [x, (dy) => unbroadcast(arithmetic("div", dy, z), x.shape)],
    [z, (dy) => unbroadcast(negative(arithmetic("div", arithmetic("mul", dy, y), z)), z.shape)],
  );
}
