import { over } from "../../../array/over.ts";
import { times } from "../../../array/times.ts";
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
  const y = over(x, z);
  return record(
    "div",
    y,
    [x, (dy) => unbroadcast(over(dy, z), x.shape)],
    [z, (dy) => unbroadcast(negative(over(times(dy, y), z)), z.shape)],
  );
}
