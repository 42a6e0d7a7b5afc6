import type { Rule } from "../../optim/rule.ts";
import type { Optim } from "./claim.ts";
import { tensorMoves } from "./tensorMoves.ts";

/** Returns the moves of one weight that starts at `start`, one per gradient of a stream. [steps] */
export const moves = (optim: Optim, rule: Rule, gradients: readonly number[], start = 0): number[] =>
  tensorMoves(
    optim,
    rule,
    [start],
    gradients.map((g) => [g]),
  ).flat();
