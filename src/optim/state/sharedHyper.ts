import type { ParameterView } from "../rule.ts";

/** The hyperparameters of a rule that treats all parameters as one vector. Throws where groups differ in one. */
export function sharedHyper(who: string, [first, ...others]: readonly ParameterView[]): Record<string, number> {
  for (const { hyper } of others) {
    for (const [key, value] of Object.entries(first.hyper)) {
      if (hyper[key] !== value)
        throw new RangeError(
          `${who}: ${key} is ${value} in one group and ${hyper[key]} in another; it needs to be the same in all`,
        );
    }
  }
  return first.hyper;
}
