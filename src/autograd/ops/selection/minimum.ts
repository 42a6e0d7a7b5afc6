import type { Tensor } from "../../tensor.ts";
import type { Operand } from "../support/operands.ts";
import { select } from "../support/select.ts";

/**
 * y = min(a, b), element by element with broadcasting. The smaller one gets the gradient; equals get half each.
 *
 * @gradcheck minimum(randn(3, 4), randn(4))
 * @gradcheck minimum(randn(3, 1), 0.1)
 */
export const minimum = (a: Operand, b: Operand): Tensor =>
  select("minimum", a, b, (a, b, y) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.min(a[i], b[i]);
  });
