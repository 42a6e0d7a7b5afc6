import type { Tensor } from "../../tensor.ts";
import { broadcastPair } from "../support/broadcastPair.ts";
import type { Operand } from "../support/operands.ts";
import { recordWinner } from "../support/select.ts";

/**
 * y = max(a, b), element by element with broadcasting. The larger one gets the gradient; equals get half each.
 *
 * @gradcheck maximum(randn(3, 4), randn(4))
 * @gradcheck maximum(randn(3, 1), 0.1)
 */
export function maximum(a: Operand, b: Operand): Tensor {
  const pair = broadcastPair("maximum", a, b);
  for (let i = 0; i < pair.y.length; i++) pair.y[i] = Math.max(pair.a[i], pair.b[i]);
  return recordWinner("maximum", pair, 1);
}
