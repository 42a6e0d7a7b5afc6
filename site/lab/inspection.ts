/** @file One step of one rule, statement by statement: the numbers that `downhill explain` prints. */

import { formComment } from "../../src/cli/explain/formComment.ts";
import { lineReason } from "../../src/cli/explain/lineReason.ts";
import { substituted } from "../../src/cli/explain/statementText.ts";
import type { Rule } from "../../src/optim/rule.ts";
import type { Traced, TraceEvent } from "../../src/optim/trace.ts";
import { type ExplainedStep, explainedSteps } from "../../src/testing/explainedSteps.ts";
import { wrappedTraceOf } from "../../src/testing/wrappedTraceOf.ts";
import { type Choice, ruleOf } from "./choice.ts";
import type { Path } from "./descend.ts";
import { notesOn, sourceOf } from "./ruleSources.ts";
import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

/** One statement that was carried out. */
export interface InspectedLine {
  /** The file of the rule, or of the wrapper around it. */
  readonly file: string;
  readonly line: number;
  /** The statement as it stands in the rule's file. */
  readonly text: string;
  /** The paper's equations of the same value, from the comment. */
  readonly equations: readonly string[];
  /** The statement as MathML, or "" if none was derived. Symbols have `data-s`, the name in the code. */
  readonly mathml: string;
  readonly reason: string;
  /** The right side with its numbers put in. */
  readonly operands: string;
  readonly target: string;
  readonly before: number | null;
  readonly after: number;
  readonly event: TraceEvent;
}

export interface Inspection {
  /** The rank of the rule among the choices. */
  readonly choice: number;
  /** The step that led to the point shown, from 1. */
  readonly t: number;
  /** False if the rule has no statements to show. */
  readonly isTraced: boolean;
  /** Those of no coordinate and of the chosen one, in their order. */
  readonly lines: readonly InspectedLine[];
  /** The rank of the current one. */
  readonly current: number;
  readonly step: ExplainedStep;
}

/** The statements of a choice made into a rule. A broken rule has none: those of its file are right. */
export const tracedOf = ({ bug }: Choice, rule: Rule): Traced | undefined =>
  bug === undefined ? wrappedTraceOf(rule) : undefined;

const tracedChoice = (choice: Choice): Traced | undefined => tracedOf(choice, ruleOf(choice, 0));

const known = new WeakMap<Path, ExplainedStep[]>();

/** All steps of a path with their statements. Their points are those of the path, bit for bit. */
export function stepsOf(run: Run, state: LabState, i: number): readonly ExplainedStep[] {
  const path = run.paths[i];
  const found = known.get(path);
  if (found !== undefined) return found;
  const rule = ruleOf(state.choices[i], run.rates[i]);
  const gradients = Array.from({ length: path.last }, (_, t) => [path.gradients[2 * t], path.gradients[2 * t + 1]]);
  const steps = explainedSteps(rule, tracedChoice(state.choices[i]), run.start, gradients);
  known.set(path, steps);
  return steps;
}

/** The inspected choice, which exists if any does. */
export const inspectedChoice = ({ inspected, choices }: LabState): number => Math.min(inspected, choices.length - 1);

let last: { readonly of: readonly unknown[]; readonly inspection: Inspection | null } = { of: [], inspection: null };

/** The step that led to the point shown. Null at the start, and without rules. The same step gives the same object. */
export function inspect(run: Run, state: LabState): Inspection | null {
  const of = [run, state.choices, state.inspected, state.t, state.axis, state.line];
  if (of.some((part, i) => part !== last.of[i])) last = { of, inspection: inspected(run, state) };
  return last.inspection;
}

function inspected(run: Run, state: LabState): Inspection | null {
  const choice = inspectedChoice(state);
  if (choice < 0) return null;
  const t = Math.min(state.t, run.paths[choice].last);
  if (t === 0) return null;
  const step = stepsOf(run, state, choice)[t - 1];
  const isTraced = tracedChoice(state.choices[choice]) !== undefined;
  const shown = step.events.filter(({ element }) => element === null || element === state.axis);
  const lines = shown.map((event) => inspectedLine(event, state.choices[choice]));
  return { choice, t, isTraced, lines, current: Math.min(state.line, lines.length - 1), step };
}

/** The equations of the file's comment by the name that they define. */
function equationsIn(file: string, { rule, variant }: Choice): ReadonlyMap<string, readonly string[]> {
  const [, name = ""] = /(\w+)\.ts$/.exec(file) ?? [];
  return formComment(sourceOf(file), name, name === rule ? variant : "").equations;
}

/** A statement that a choice carried out, with its equations and its numbers. */
export function inspectedLine(event: TraceEvent, choice: Choice): InspectedLine {
  const { file, statement, before, after } = event;
  const { line, text, target } = statement;
  return {
    file,
    line,
    text,
    equations: equationsIn(file, choice).get(target) ?? [],
    mathml: notesOn(file).equations[line] ?? "",
    reason: lineReason(statement),
    operands: substituted(event),
    target,
    before,
    after,
    event,
  };
}

/** One statement on or back. After the last statement of a step comes the first of the next, and the reverse. */
export function moveLine(run: Run, state: LabState, by: 1 | -1): Partial<LabState> {
  const now = inspect(run, state);
  if (now === null) return by === 1 && state.choices.length > 0 ? { t: 1, line: 0 } : {};
  const line = now.current + by;
  if (line >= 0 && line < now.lines.length) return { line };
  const t = now.t + by;
  if (t > run.paths[now.choice].last || t < 0) return {};
  return { t, line: by === 1 || t === 0 ? 0 : now.lines.length - 1 };
}
