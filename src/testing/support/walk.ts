import type { Rule } from "../../optim/rule.ts";
import { driveRule } from "../driveRule.ts";
import type { Optim } from "./claim.ts";

/**
 * The path of one weight from `start` on a stream of gradients: θ and its average, both with the start. [steps + 1]
 */
export function walk(
  optim: Optim,
  rule: Rule,
  stream: readonly number[],
  start = 1,
): { theta: number[]; average: number[] } {
  const path = driveRule(optim, rule, { start: [start], gradient: (_, t) => [stream[t - 1]], steps: stream.length });
  return { theta: path.theta.flat(), average: path.average.flat() };
}
