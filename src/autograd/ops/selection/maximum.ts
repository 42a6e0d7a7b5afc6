import type { Tensor } from "../../tensor.ts";
import type { Operand } from "../support/operands.ts";
import { select } from "../support/select.ts";

/**
 * y = max(a, b), element by element with broadcasting. The larger one gets the gradient; equals get half each.
 *
 * @gradcheck maximum(randn(3, 4), randn(4))
 * @gradcheck maximum(randn(3, 1), 0.1)
 */
export const maximum = (a: Operand, b: Operand): Tensor =>
  select("maximum", a, b, (a, b, y) => {
    for (let i = 0; i < y.length; i++) y[i] = Math.max(a[i], b[i]);
  });
