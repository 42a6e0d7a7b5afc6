import type { ParameterView } from "../rule.ts";

/** Returns the hyperparameters of a rule that treats all parameters as one vector. Throws if groups differ in one. */
export function sharedHyper(who: string, [first, ...others]: readonly ParameterView[]): Record<string, number> {
  for (const { hyper } of others) {
    for (const [key, value] of Object.entries(first.hyper)) {
      if (hyper[key] !== value)
        throw new RangeError(`${who}: ${key} must be the same in all groups, got ${value} and ${hyper[key]}`);
    }
  }
  return first.hyper;
}
