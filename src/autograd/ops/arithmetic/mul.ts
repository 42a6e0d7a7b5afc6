import { times } from "../../../kernels/times.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a b          ∂y/∂a = b          ∂y/∂b = a
 *
 * @gradcheck mul(randn(3, 4), randn(4))
 * @gradcheck mul(randn(3, 1), randn(1, 4))
 */
export function mul(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("mul", a, b);
  return record(
    "mul",
    times(x, z),
    [x, (dy) => unbroadcast(times(dy, z), x.shape)],
    [z, (dy) => unbroadcast(times(dy, x), z.shape)],
  );
}
