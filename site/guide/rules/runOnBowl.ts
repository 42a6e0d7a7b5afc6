import { Optimizer, type Rule } from "../../../src/optim/index.ts";
import type { Bowl } from "./bowl.ts";

/** The steps of a run on a bowl. */
export const mostSteps = 500;
/** The share of the first f at which a bowl counts as solved. */
export const solvedAt = 1e-4;
/** A run stops at this share of the first f, as solved. */
const done = 1e-20;
/** A run stops at this multiple of the first f, as diverged. */
const tooHigh = 1e6;

export interface BowlRun {
  /** The first step from which f stays at or below `solvedAt` times its start; null if it ends above, or diverges. */
  readonly solved: number | null;
  /** f after the last step, as a share of f at the start. NaN where it diverged. */
  readonly left: number;
}

/** Runs a rule at a learning rate. Measures the averaged weights if the rule has them, as `optimizer.eval()` does. */
export function runOnBowl(rule: Rule, lr: number, { start, slope }: Bowl): BowlRun {
  const theta = { data: start.slice(), grad: new Float64Array(start.length), shape: [4, start.length / 4] };
  const optimizer = new Optimizer([theta], { ...rule, hyper: { ...rule.hyper, lr } }, { nonFinite: "allow" });
  const evaluate = (): number => {
    theta.grad = new Float64Array(start.length);
    return slope(theta.data, theta.grad);
  };
  const first = evaluate();
  let solved: number | null = null;
  let f = first;
  for (let t = 1; t <= mostSteps && f > done * first; t++) {
    if (rule.beforeStep === undefined) optimizer.step();
    else optimizer.step(evaluate);
    const isAveraged = optimizer.eval();
    f = evaluate();
    optimizer.train();
    const atTheta = isAveraged ? evaluate() : f;
    if (!(f <= tooHigh * first && atTheta <= tooHigh * first)) return { solved: null, left: Number.NaN };
    if (f > solvedAt * first) solved = null;
    else solved ??= t;
  }
  return { solved, left: f / first };
}
