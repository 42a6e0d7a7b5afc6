import type { MakeRule } from "../optim/index.ts";
import * as optim from "../optim/index.ts";
import { libraryChecks } from "./claimChecks.ts";
import { goldenChecks } from "./goldenChecks.ts";
import { type RuleReport, reportOf } from "./ruleReport.ts";
import { stepLengths } from "./stepLengths.ts";
import { subjectNamed } from "./subjectNamed.ts";
import { libraryPrecision } from "./support/agreement.ts";
import type { Trajectory } from "./trajectories.ts";

interface LibraryOptions {
  variant?: string;
  trajectories?: readonly Trajectory[];
}

/**
 * Checks a rule of the library by all of its claims. `make` returns the rule of an expression such as `lookahead(adam,
 * k=6)`. It compares with nothing, so the name must be right.
 */
export function checkLibrary(
  name: string,
  make: MakeRule,
  { variant, trajectories = [] }: LibraryOptions = {},
): RuleReport {
  const cases = trajectories.filter((one) => one.rule === name && (variant ?? one.variant) === one.variant);
  return reportOf(name, [
    ...goldenChecks(cases, optim, libraryPrecision),
    ...libraryChecks(name, variant ?? "", make),
    ...stepLengths(subjectNamed(name, make), optim),
  ]);
}
