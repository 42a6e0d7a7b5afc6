/** @file One step of one weight of a network, statement by statement. */
import { reasons } from "../../../src/cli/explain/reasons.ts";
import { digits } from "../../../src/cli/explain/statementText.ts";
import { type ExplainedStep, explainedSteps } from "../../../src/testing/explainedSteps.ts";
import { type InspectedLine, inspectedLine, tracedOf } from "../inspection.ts";
import { netRule } from "./netRule.ts";
import type { NetState } from "./netState.ts";
import type { WeightHistory } from "./weightHistory.ts";
import type { Layer } from "./weightRates.ts";

/** The inspected rule, which exists if any does. */
export const inspectedRule = ({ inspected, choices }: NetState): number => Math.min(inspected, choices.length - 1);

/** The inspected parameter and the rank of the weight in it. Ranks beyond the last one stand for the last one. */
export function inspectedWeight({ layer, index }: NetState, layers: readonly Layer[]): { layer: Layer; index: number } {
  const found = layers[Math.min(layer, layers.length - 1)];
  return { layer: found, index: Math.min(index, found.rows * found.columns - 1) };
}

/** Why a rule has no lines for one weight, as the rest of a sentence; null if it has them. */
export function refusalOf(state: NetState): string | null {
  const choice = state.choices[inspectedRule(state)];
  if (choice.bug !== undefined) return "is wrong on purpose, so it has no lines to show";
  const rule = netRule(choice, state);
  if (!rule.elementwise) return "moves weights together, so no weight has lines that are its alone";
  if (tracedOf(choice, rule) === undefined)
    return "has an update that is more than loops over single weights, so it has no lines to show";
  return null;
}

const known = new WeakMap<WeightHistory, readonly ExplainedStep[]>();

/** All steps of a weight with their statements, in Float32 as the network has it: its very weights, bit for bit. */
export function weightSteps(state: NetState, history: WeightHistory): readonly ExplainedStep[] {
  const found = known.get(history);
  if (found !== undefined) return found;
  const choice = state.choices[inspectedRule(state)];
  const rule = netRule(choice, state);
  const gradients = Array.from(history.gradients, (g) => [g]);
  const steps = explainedSteps(rule, tracedOf(choice, rule), Float32Array.of(history.start), gradients);
  known.set(history, steps);
  return steps;
}

/** The lines of a step. */
export const weightLines = (state: NetState, { events }: ExplainedStep): InspectedLine[] =>
  events.map((event) => inspectedLine(event, state.choices[inspectedRule(state)]));

/** Why the step has its size: the sentences of `downhill explain`, with the weight for the element. */
export const weightReasons = (state: NetState, step: ExplainedStep): string[] =>
  reasons(netRule(state.choices[inspectedRule(state)], state), step).map((reason) =>
    reason.replace(/\belement 0\b/g, "the weight"),
  );

/** The place of a weight in its parameter, its value before the step, and the gradient that the rule got. */
export function weightText(name: string, layer: Layer, index: number, { t, before, gradient }: ExplainedStep): string {
  const place = `row ${Math.floor(index / layer.columns)}, column ${index % layer.columns}`;
  return `${name}, step ${t}: ${layer.name}, ${place}, is ${digits(before[0])}, gradient ${digits(gradient[0])}.`;
}

/** One statement on or back, as `moveLine` on functions. `last` is the last step that can be trained. */
export function moveWeightLine(
  { t, line }: Pick<NetState, "t" | "line">,
  by: 1 | -1,
  steps: readonly ExplainedStep[],
  last: number,
): Partial<NetState> {
  const at = Math.min(t, steps.length);
  if (at === 0) return by === 1 && last > 0 ? { t: 1, line: 0 } : {};
  const count = steps[at - 1].events.length;
  const next = Math.min(line, count - 1) + by;
  if (next >= 0 && next < count) return { t: at, line: next };
  const step = at + by;
  if (step > last) return {};
  return { t: step, line: by === 1 || step === 0 ? 0 : steps[step - 1].events.length - 1 };
}
