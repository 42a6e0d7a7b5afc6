import type { Rule } from "../../optim/rule.ts";
import type { Optim } from "./claim.ts";
import { moves } from "./moves.ts";

/** The largest |difference| between the moves of two rules, on one weight and the same gradients. */
export function gap(optim: Optim, one: Rule, other: Rule, gradients: readonly number[], start = 1): number {
  const [a, b] = [one, other].map((rule) => moves(optim, rule, gradients, start));
  return Math.max(...a.map((move, t) => Math.abs(move - b[t])));
}
