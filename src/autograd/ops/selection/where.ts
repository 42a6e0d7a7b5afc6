import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { broadcastShape } from "../../../array/shape.ts";
import { expand } from "../../../array/views.ts";
import type { Nested } from "../../create/support.ts";
import { tensor } from "../../create/tensor.ts";
import { record } from "../../record.ts";
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
  // A copy, since backward could not detect a change of the condition.
  const { data: mask } = expand(given, shape);
  const chosen = new Uint8Array(mask.length);
  for (let i = 0; i < chosen.length; i++) chosen[i] = mask[i] !== 0 ? 1 : 0;
  const x = expand(values.x, shape).data;
  const z = expand(values.z, shape).data;
  const y = makeZeros(values.y, chosen.length);
  for (let i = 0; i < y.length; i++) y[i] = chosen[i] === 1 ? x[i] : z[i];
  const masked = (dy: Floats, pass: boolean): Floats => {
    const dx = makeZeros(y);
    for (let i = 0; i < dx.length; i++) dx[i] = (chosen[i] === 1) === pass ? dy[i] : 0;
    return dx;
  };
  return record(
    "where",
    array(y, shape),
    [values.x, (dy) => unbroadcast(array(masked(dy.data, true), shape), values.x.shape)],
    [values.z, (dy) => unbroadcast(array(masked(dy.data, false), shape), values.z.shape)],
  );
}
