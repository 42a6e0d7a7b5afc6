import type { Rule } from "../../optim/rule.ts";
import type { Optim } from "./claim.ts";
import { tensorMoves } from "./tensorMoves.ts";

/** How far each gradient of a stream moved one weight that starts at `start`. [steps] */
export const moves = (optim: Optim, rule: Rule, gradients: readonly number[], start = 0): number[] =>
  tensorMoves(
    optim,
    rule,
    [start],
    gradients.map((g) => [g]),
  ).flat();
