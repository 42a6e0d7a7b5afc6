import { counted } from "../../check/counted.ts";
import { accelerationProblem } from "../experiment/accelerationProblem.ts";
import type { Progress } from "../terminal/progress.ts";
import type { Plan } from "./runComparison.ts";

/** Says what will run, on stderr. */
export function announce({ terms, rules }: Plan, leftOut: readonly string[], progress: Progress): void {
  const budget = `${counted(rules.length, "rule")} · ${counted(terms.steps, "step")}`;
  progress.log(`${terms.task} · ${terms.model} · ${budget} · seeds ${terms.seeds.join(", ")} · ${terms.tuning}`);
  for (const problem of leftOut) progress.log(`left out: ${problem}`);
  const slow = accelerationProblem();
  if (slow !== null) progress.problem(slow);
}
