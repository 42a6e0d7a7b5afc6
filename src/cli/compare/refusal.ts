import type { Parameter } from "../../optim/group.ts";
import { Optimizer } from "../../optim/optimizer.ts";
import type { Rule } from "../../optim/rule.ts";
import { zerosLike } from "../../optim/state/zerosLike.ts";
import { isMistake } from "../flags/isMistake.ts";

/** Why the rule refuses such parameters, as Muon refuses vectors, or null. A bug in a rule is thrown. */
export function refusal(rule: Rule, parameters: readonly Parameter[]): string | null {
  const copies = parameters.map(({ data, shape }): Parameter => ({ data: data.slice(), grad: null, shape }));
  try {
    new Optimizer(copies, rule).step(() => {
      for (const copy of copies) copy.grad = zerosLike(copy.data);
      return 0;
    });
    return null;
  } catch (error) {
    if (isMistake(error)) return error.message;
    throw error;
  }
}
