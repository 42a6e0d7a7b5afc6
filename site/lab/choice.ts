import type { Hyper, Rule } from "../../src/optim/index.ts";
import { bugNamed } from "./bugs.ts";
import { type Form, formName, makeRule } from "./forms.ts";

/** A rule that the learner put on the stage. */
export interface Choice extends Form {
  /** The hyperparameters that were set. Without `lr` the learning rate is tuned, see `tunedRate.ts`. */
  readonly settings: Readonly<Record<string, number>>;
  /** The rank of its colour, dash and marker. */
  readonly look: number;
  /** The name of a known bug, where the rule is wrong on purpose. */
  readonly bug?: string;
}

/** The most rules that share the stage. */
export const mostChoices = 12;

/** Builds the rule of a choice, broken where it is wrong on purpose. `lr` applies where the choice sets none. */
export function ruleOf(choice: Choice, lr: Hyper): Rule {
  const rule = makeRule(choice, { lr, ...choice.settings });
  return choice.bug === undefined ? rule : { ...rule, ...bugNamed(choice.bug)?.form };
}

/** A choice without settings, with the first free look. */
export function newChoice(form: Form, others: readonly Choice[]): Choice {
  const taken = new Set(others.map(({ look }) => look));
  const look = Array.from({ length: mostChoices }, (_, i) => i).find((i) => !taken.has(i)) ?? 0;
  return {
    rule: form.rule,
    variant: form.variant,
    ...(form.wrapper !== undefined && { wrapper: form.wrapper }),
    settings: {},
    look,
  };
}

/** The default forms of rules without settings, with looks in their order. */
export const plainChoices = (rules: readonly string[]): Choice[] =>
  rules.map((rule, look) => ({ rule, variant: "", settings: {}, look }));

/** The names that tell choices apart: `adam`, `adam #2` for a second one, `adam ✗` for a wrong one. */
export function choiceNames(choices: readonly Choice[]): string[] {
  const seen = new Map<string, number>();
  return choices.map((choice) => {
    const name = choice.bug === undefined ? formName(choice) : `${formName(choice)} ✗`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}
