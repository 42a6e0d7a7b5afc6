/** @file Ops that pass some elements on and hold others back: the gradient follows the element that was passed. */

import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Pair, toInput } from "./broadcastPair.ts";

/** `sign` is 1 if the larger operand wins, −1 if the smaller. A NaN, which never loses, passes its gradient on. */
export function recordWinner(op: string, pair: Pair, sign: 1 | -1): Tensor {
  const { a, b, y } = pair;
  const share = (own: Floats, other: Floats, dy: Floats): Floats => {
    const dx = makeZeros(y);
    for (let i = 0; i < dx.length; i++) {
      const loses = sign * own[i] < sign * other[i];
      dx[i] = loses ? 0 : own[i] === other[i] ? 0.5 * dy[i] : dy[i];
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
