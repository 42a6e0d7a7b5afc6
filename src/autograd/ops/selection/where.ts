import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { broadcastShape } from "../../../array/shape.ts";
import { expand } from "../../../array/views.ts";
import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import { elementwise } from "../../../kernels/elementwise.ts";
import type { Nested } from "../../create/support.ts";
import { tensor } from "../../create/tensor.ts";
import { record } from "../../support/record.ts";
import { Tensor } from "../../tensor.ts";
import { broadcastPair } from "../support/broadcastPair.ts";
import type { Operand } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a where the condition is not 0, else b. All three broadcast. The condition itself has no gradient.
 *
 * @gradcheck where([[1, 0, 0], [0, 1, 1]], randn(2, 3), randn(3))
 * @gradcheck where([1, 0], randn(3, 1), 4)
 */
export function where(condition: Tensor | Nested, a: Operand, b: Operand): Tensor {
  const given = condition instanceof Tensor ? condition : tensor(condition);
  const values = broadcastPair("where", a, b);
  const shape = broadcastShape("where", given.shape, values.shape);
  const x = expand(values.x, shape).data;
  const z = expand(values.z, shape).data;
  const mask = maskOf(expand(given, shape).data, x);
  const choose = (y: Floats): void => {
    for (let i = 0; i < y.length; i++) y[i] = mask[i] !== 0 ? x[i] : z[i];
  };
  const y = elementwise(kernels, "where", choose, 0, 0, mask, x, z);
  const masked = (dy: Floats, pass: boolean): Floats => {
    const loop = (dx: Floats): void => {
      for (let i = 0; i < dx.length; i++) dx[i] = (mask[i] !== 0) === pass ? dy[i] : 0;
    };
    return elementwise(kernels, pass ? "whereSet" : "whereZero", loop, 0, 0, mask, dy);
  };
  return record(
    "where",
    array(y, shape),
    [values.x, (dy) => unbroadcast(array(masked(dy.data, true), shape), values.x.shape)],
    [values.z, (dy) => unbroadcast(array(masked(dy.data, false), shape), values.z.shape)],
  );
}

const kernels = { code, sameBits: true };

/** A copy of the condition in the kind of the values, since backward could not detect a change of the condition. */
function maskOf(condition: Floats, values: Floats): Floats {
  if (condition instanceof Float64Array === values instanceof Float64Array) return condition.slice();
  const mask = makeZeros(values, condition.length);
  for (let i = 0; i < mask.length; i++) mask[i] = condition[i] !== 0 ? 1 : 0;
  return mask;
}
