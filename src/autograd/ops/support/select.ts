import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Pair, toInput } from "./broadcastPair.ts";

/**
 * Records `maximum` (sign 1) or `minimum` (sign −1). The selected operand gets the gradient; equals get half each.
 *
 * NaN is selected over every number. PyTorch then passes the whole gradient to both operands, so their sum is 2 dy.
 */
export function recordWinner(op: string, pair: Pair, sign: 1 | -1): Tensor {
  const { a, b, y } = pair;
  const share = (own: Floats, other: Floats, dy: Floats): Floats => {
    const dx = makeZeros(y);
    for (let i = 0; i < dx.length; i++) {
      const wins = sign * own[i] > sign * other[i] || Number.isNaN(own[i]);
      const loses = sign * own[i] < sign * other[i] || Number.isNaN(other[i]);
      dx[i] = wins === loses ? 0.5 * dy[i] : wins ? dy[i] : 0;
    }
    return dx;
  };
  return record(
    op,
    array(y, pair.shape),
    [pair.x, (dy) => toInput(share(a, b, dy.data), pair, pair.x)],
    [pair.z, (dy) => toInput(share(b, a, dy.data), pair, pair.z)],
  );
}
