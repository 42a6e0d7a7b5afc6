import type { Rule, RuleFactory } from "../../src/optim/index.ts";

/** Makes the default form and every variant of a rule, each with those of the hyperparameters that it has. */
export function formsOf(factory: RuleFactory, hyper: Record<string, number> = {}): Rule[] {
  return ["", ...Object.keys(factory.definition.variants)].map((variant) => {
    const { kinds } = factory({ variant });
    return factory({ variant, ...Object.fromEntries(Object.entries(hyper).filter(([name]) => name in kinds)) });
  });
}
