/** @file Grades an answer by the checks of `downhill/testing`, run on the broken rule. */

import { Random } from "../../../src/autograd/random.ts";
import { checkRule } from "../../../src/testing/checkRule.ts";
import type { KnownBug } from "../../../src/testing/identify/knownBugs.ts";
import type { RuleCheck } from "../../../src/testing/ruleCheck.ts";
import { formOf } from "../bugs.ts";
import { type Choice, newChoice, ruleOf } from "../choice.ts";

/** The learning rate at which rules are checked where none is set. */
const checkedRate = 0.01;
const offered = 4;

/** The checks of a rule as it is on the stage. */
export const checksOf = (choice: Choice): readonly RuleCheck[] =>
  checkRule(ruleOf(choice, checkedRate), {
    like: choice.rule,
    variant: choice.variant,
    hyper: { lr: checkedRate, ...choice.settings },
  }).checks;

/** The checks of a broken rule. */
export const checksOfBug = (bug: KnownBug): readonly RuleCheck[] =>
  checksOf({ ...newChoice(formOf(bug), []), bug: bug.name });

/** True for checks that compare with a path: every bug fails some of them, so they tell little. */
const isPath = ({ name }: RuleCheck): boolean => /^follows /.test(name);

/** Four checks to choose from, one of which fails. The same for everyone. */
export function question(checks: readonly RuleCheck[], seed: number): RuleCheck[] {
  const random = new Random(seed);
  const failing = checks.filter(({ passed }) => passed === false);
  const telling = failing.filter((check) => !isPath(check));
  const passing = checks.filter((check) => check.passed === true && !isPath(check));
  const answer = random.shuffle([...(telling.length > 0 ? telling : failing)]).slice(0, 1);
  return random.shuffle([...answer, ...random.shuffle([...passing]).slice(0, offered - 1)]);
}

/** `13 of 30 checks catch it, among them: …`. */
export function caughtText(checks: readonly RuleCheck[]): string {
  const failing = checks.filter(({ passed }) => passed === false);
  const named = [...failing.filter((check) => !isPath(check)), ...failing].slice(0, 3).map(({ name }) => name);
  return `${failing.length} of ${checks.length} checks catch it, among them: ${[...new Set(named)].join("; ")}.`;
}
