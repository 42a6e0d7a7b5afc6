import { NdArray } from "../../../array/ndArray.ts";
import { minus } from "../../../kernels/minus.ts";
import { negative } from "../../../kernels/negative.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a − b          ∂y/∂a = 1          ∂y/∂b = −1
 *
 * @gradcheck sub(randn(3, 4), randn(3, 1))
 */
export function sub(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("sub", a, b);
  return record(
    "sub",
    minus(x, z),
    [x, (dy) => unbroadcast(dy, x.shape)],
    [z, (dy) => unbroadcast(new NdArray(negative(dy.data), dy.shape), z.shape)],
  );
}
