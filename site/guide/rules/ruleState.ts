import { plainChoices } from "../../lab/choice.ts";
import { elementwiseForms } from "../../lab/forms.ts";
import { firstState, type LabState } from "../../lab/state.ts";

/** The state of the lab on the page of a rule: the rule beside gradient descent. Null if no function can show it. */
export function ruleState(rule: string): LabState | null {
  if (!elementwiseForms.some((form) => form.rule === rule && form.variant === "")) return null;
  const choices = plainChoices(rule === "sgd" ? ["sgd", "momentum"] : ["sgd", rule]);
  const inspected = choices.findIndex((choice) => choice.rule === rule);
  return { ...firstState, choices, inspected };
}
