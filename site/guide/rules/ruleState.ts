import { plainChoices } from "../../lab/choice.ts";
import { elementwiseForms, shownWrappers } from "../../lab/forms.ts";
import { firstState, type LabState } from "../../lab/state.ts";
import type { Subject } from "./subjects.ts";

/**
 * The state of the lab on the page of a rule: the rule beside gradient descent, or a wrapper beside the rule inside it.
 * Null if no function can show it.
 */
export function ruleState(subject: Pick<Subject, "name" | "isWrapper" | "inner">): LabState | null {
  return subject.isWrapper ? wrapperState(subject) : plainState(subject.name);
}

function plainState(rule: string): LabState | null {
  if (!elementwiseForms.some((form) => form.rule === rule && form.variant === "")) return null;
  const choices = plainChoices(rule === "sgd" ? ["sgd", "momentum"] : ["sgd", rule]);
  const inspected = choices.findIndex((choice) => choice.rule === rule);
  return { ...firstState, choices, inspected };
}

/** The reason why no function can show some rules. */
export const noStateText =
  "the step of a weight depends on other weights of its tensor or model, or the rule evaluates the loss itself";

/** Averages show their point under noise. Climbing needs a function with a top, and a fixed rate. */
const scenes: Readonly<Record<string, Partial<LabState>>> = {
  ema: { surface: "quadratic", noise: 2, tuning: 0.05 },
  swa: { surface: "quadratic", noise: 2, tuning: 0.05 },
  maximize: { surface: "Himmelblau", tuning: 0.003 },
};

function wrapperState({ name, inner }: Pick<Subject, "name" | "inner">): LabState | null {
  if (!shownWrappers.includes(name)) return null;
  const [plain, around] = plainChoices([inner, inner]);
  return { ...firstState, ...scenes[name], choices: [plain, { ...around, wrapper: name }], inspected: 1 };
}
