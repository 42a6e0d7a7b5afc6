import type { Tensor } from "../../tensor.ts";
import { broadcastPair } from "../support/broadcastPair.ts";
import type { Operand } from "../support/operands.ts";
import { recordWinner } from "../support/select.ts";

/**
 * y = min(a, b), element by element with broadcasting. The smaller one gets the gradient; equals get half each.
 *
 * @gradcheck minimum(randn(3, 4), randn(4))
 * @gradcheck minimum(randn(3, 1), 0.1)
 */
export function minimum(a: Operand, b: Operand): Tensor {
  const pair = broadcastPair("minimum", a, b);
  for (let i = 0; i < pair.y.length; i++) pair.y[i] = Math.min(pair.a[i], pair.b[i]);
  return recordWinner("minimum", pair, -1);
}
