import type { Floats } from "../../../array/floats.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { expand } from "../../../array/views.ts";
import { quotient as code } from "../../../generated/wasm/quotient.ts";
import { elementwise } from "../../../kernels/elementwise.ts";
import { over } from "../../../kernels/over.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a / b          ∂y/∂a = 1 / b          ∂y/∂b = −y / b
 *
 * @gradcheck div(randn(3, 4), uniform(0.5, 2, 4))
 */
export function div(a: Operand, b: Operand): Tensor {
  const [x, z] = operands("div", a, b);
  const y = over(x, z);
  const divisorGradient = ({ data: dy }: NdArray): NdArray => {
    const quotient = y.data;
    const b = expand(z, y.shape).data;
    const loop = (db: Floats): void => {
      for (let i = 0; i < db.length; i++) db[i] = (-dy[i] * quotient[i]) / b[i];
    };
    const db = elementwise(kernels, 0, loop, 0, 0, dy, quotient, b);
    return unbroadcast(new NdArray(db, y.shape), z.shape);
  };
  return record("div", y, [x, (dy) => unbroadcast(over(dy, z), x.shape)], [z, divisorGradient]);
}

const kernels = { code, sameBits: false };
