import type { Floats } from "../../../array/floats.ts";
import { array, NdArray } from "../../../array/ndArray.ts";
import { broadcastShape } from "../../../array/shape.ts";
import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import { broadcastElementwise } from "../../../kernels/elementwise.ts";
import type { Nested } from "../../create/support.ts";
import { tensor } from "../../create/tensor.ts";
import { record } from "../../support/record.ts";
import { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * y = a where the condition is not 0, else b. All three broadcast. The condition itself has no gradient.
 *
 * @gradcheck where([[1, 0, 0], [0, 1, 1]], randn(2, 3), randn(3))
 * @gradcheck where([1, 0], randn(3, 1), 4)
 */
export function where(condition: Tensor | Nested, a: Operand, b: Operand): Tensor {
  const given = condition instanceof Tensor ? condition : tensor(condition);
  const [x, z] = operands("where", a, b);
  const shape = broadcastShape("where", given.shape, broadcastShape("where", x.shape, z.shape));
  const mask = maskOf(given, x);
  const y = broadcastElementwise(kernels, 11, choose, shape, [mask, x, z]);
  const gradient = (kernel: number, loop: typeof pass, dy: NdArray, { shape: to }: Tensor): NdArray =>
    unbroadcast(array(broadcastElementwise(kernels, kernel, loop, shape, [mask, dy]), shape), to);
  return record(
    "where",
    array(y, shape),
    [x, (dy) => gradient(12, pass, dy, x)],
    [z, (dy) => gradient(13, passZero, dy, z)],
  );
}

/** The kernels are at 11 (where), 12 (the gradient of a) and 13 (that of b). */
const kernels = { code, sameBits: true };

/** A copy of the condition in the kind of the values: backward could not detect a change of the condition. */
function maskOf({ data, shape, isFloat64 }: NdArray, values: NdArray): NdArray {
  if (isFloat64 === values.isFloat64) return new NdArray(data.slice(), shape);
  const mask = values.isFloat64 ? new Float64Array(data.length) : new Float32Array(data.length);
  for (let i = 0; i < mask.length; i++) mask[i] = data[i] !== 0 ? 1 : 0;
  return new NdArray(mask, shape);
}

function choose(y: Floats, mask: Floats, a: Floats, b: Floats): void {
  for (let i = 0; i < y.length; i++) y[i] = mask[i] !== 0 ? a[i] : b[i];
}

/** dx = dy where the mask is not 0, else 0. */
function pass(dx: Floats, mask: Floats, dy: Floats): void {
  for (let i = 0; i < dx.length; i++) dx[i] = mask[i] !== 0 ? dy[i] : 0;
}

/** dx = dy where the mask is 0, else 0. */
function passZero(dx: Floats, mask: Floats, dy: Floats): void {
  for (let i = 0; i < dx.length; i++) dx[i] = mask[i] !== 0 ? 0 : dy[i];
}
