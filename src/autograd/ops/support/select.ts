import type { Floats } from "../../../array/floats.ts";
import { array } from "../../../array/ndArray.ts";
import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import { elementwise } from "../../../kernels/elementwise.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { broadcastPair, toInput } from "./broadcastPair.ts";
import type { Operand } from "./operands.ts";

/** The kernels are at 8 (maximum), 9 (minimum) and 10 (the gradient). */
const kernels = { code, sameBits: true };

/**
 * Records `maximum` (sign 1) or `minimum` (sign −1), with its loop. The selected operand gets the gradient; equals get
 * half each.
 *
 * NaN is selected over every number. PyTorch then passes the whole gradient to both operands, so their sum is 2 dy.
 */
export function select(
  op: "maximum" | "minimum",
  left: Operand,
  right: Operand,
  loop: (a: Floats, b: Floats, y: Floats) => void,
): Tensor {
  const pair = broadcastPair(op, left, right);
  const { a, b, x, z, shape } = pair;
  const sign = op === "maximum" ? 1 : -1;
  const y = elementwise(kernels, sign > 0 ? 8 : 9, (y) => loop(a, b, y), 0, 0, a, b);
  const share = (own: Floats, other: Floats, dy: Floats): Floats =>
    elementwise(kernels, 10, (dx) => winner(own, other, dy, dx, sign), sign, 0, own, other, dy);
  return record(
    op,
    array(y, shape),
    [x, (dy) => toInput(share(a, b, dy.data), pair, x)],
    [z, (dy) => toInput(share(b, a, dy.data), pair, z)],
  );
}

/** dx = dy where own is selected, ½ dy where both are equal, else 0. */
function winner(own: Floats, other: Floats, dy: Floats, dx: Floats, sign: number): void {
  for (let i = 0; i < dx.length; i++) {
    const wins = sign * own[i] > sign * other[i] || Number.isNaN(own[i]);
    const loses = sign * own[i] < sign * other[i] || Number.isNaN(other[i]);
    dx[i] = wins === loses ? 0.5 * dy[i] : wins ? dy[i] : 0;
  }
}
