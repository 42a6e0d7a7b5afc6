import { suitedRates } from "../../../src/cli/experiment/suitedRates.ts";
import type { Rule } from "../../../src/optim/index.ts";
import { type Choice, ruleOf } from "../choice.ts";
import { kindsOf, makeRule } from "../forms.ts";
import { decays, schedules } from "./netOptions.ts";
import type { NetState } from "./netState.ts";

/** The rate that is set, or the one that suits small networks, or the rule's default. */
export const netRate = (choice: Choice): number =>
  choice.settings.lr ?? suitedRates[choice.rule] ?? kindsOf(choice).lr.fallback ?? 0;

/** The rule of a choice with the schedule and the weight decay of a state. */
export function netRule(choice: Choice, { decay, lambda, schedule, steps }: NetState): Rule {
  const rate = schedules[schedule](netRate(choice), steps);
  const { lr: _, ...settings } = choice.settings;
  // A wrapper cannot move weights that the rule computes anew; such a rule has the setting itself.
  if (decay === "decoupledDecay" && makeRule(choice).recomputesTheta)
    return ruleOf({ ...choice, settings: { ...settings, weightDecay: lambda } }, rate);
  return decays[decay](ruleOf({ ...choice, settings }, rate), lambda);
}
