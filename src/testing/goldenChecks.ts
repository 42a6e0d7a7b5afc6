import type * as optimizers from "../optim/index.ts";
import type { Path } from "./driveRule.ts";
import { assertFollows, type Case, deviation, runCase } from "./golden.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { boundOf, type Precision } from "./support/agreement.ts";
import { NotTested } from "./support/notTested.ts";

/** Checks that a rule of `optim` follows its golden trajectories, except those with settings that it does not take. */
export function goldenChecks(cases: readonly Case[], optim: typeof optimizers, precision: Precision): RuleCheck[] {
  const problems: string[] = [];
  const errors = cases.flatMap((one) => {
    const path = pathOrNone(one, optim);
    if (path === null) return [];
    try {
      assertFollows(one, path, boundOf(precision));
    } catch (error) {
      problems.push((error as Error).message);
    }
    return [deviation(one, path, precision)];
  });
  if (errors.length === 0) return [];
  return [
    {
      name: `follows ${errors.length} ${errors.length === 1 ? "trajectory" : "trajectories"} of 25 digits`,
      passed: problems.length === 0,
      measured: Math.max(...errors),
      bound: precision.relative,
      problem: problems[0] ?? null,
    },
  ];
}

/** The path along a case; null if the subject does not take its settings. */
function pathOrNone(one: Case, optim: typeof optimizers): Path | null {
  try {
    return runCase(one, optim);
  } catch (error) {
    if (error instanceof NotTested) return null;
    throw error;
  }
}
