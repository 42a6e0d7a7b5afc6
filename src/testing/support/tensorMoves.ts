import type { Rule } from "../../optim/rule.ts";
import type { Optim } from "./claim.ts";
import { trajectory } from "./trajectory.ts";

/** Returns the moves of each weight of one tensor, one per gradient of a stream. [steps][weights] */
export function tensorMoves(
  optim: Optim,
  rule: Rule,
  start: readonly number[],
  stream: readonly (readonly number[])[],
  shape: readonly number[] = [start.length],
): number[][] {
  const path = trajectory(optim, rule, { start, shape, gradient: (_, t) => stream[t - 1], steps: stream.length });
  return path.slice(1).map((theta, t) => theta.map((x, i) => x - path[t][i]));
}
