/**
 * @file Runs a rule statement by statement and reports each one: the numbers behind `explain`.
 *
 * `npm run kernels` derives the statements from the rule's source (src/generated/traces). This file adds only the order
 * of evaluation: scalars once, loops for every element.
 */

import type { Floats } from "../array/floats.ts";
import type { State, Step } from "./rule.ts";

/** The numbers a statement can read, by name: hyperparameters, t, locals, and this element of θ, g and the buffers. */
export type Scope = Record<string, number>;

export interface TracedStatement {
  kind: "const" | "let" | "assign" | "store" | "accumulate";
  /** 1-based line in the rule's file, and the statement as it stands there. */
  line: number;
  text: string;
  /** The name that it writes: a local, a buffer (`m`), or `theta`. */
  target: string;
  operator: string;
  reads: readonly string[];
  value(scope: Scope): number;
}

/** The traces of one rule by variant, "" for the default form. A form that cannot be traced is missing. */
export type TracedForms = Readonly<Record<string, TracedRule>>;

/** The statements of one form of a rule. */
export interface TracedRule {
  file: string;
  slots: readonly string[];
  statements: readonly (TracedStatement | { kind: "loop"; body: readonly TracedStatement[] })[];
}

/** One statement carried out: the values it read, and its target before and after. `element` is null outside loops. */
export interface TraceEvent {
  statement: TracedStatement;
  element: number | null;
  reads: Record<string, number>;
  before: number | null;
  after: number;
}

/** Carries out one update as `rule.update` would, in place, and reports every statement to `onEvent`. */
export function traceUpdate(
  traced: TracedRule,
  step: Step,
  state: State,
  hyper: Record<string, number>,
  onEvent: (event: TraceEvent) => void = () => {},
): void {
  const arrays: Record<string, Floats> = { theta: step.theta, g: step.g };
  for (const slot of traced.slots) arrays[slot] = state[slot];
  const scope: Scope = { ...hyper, t: step.t, length: step.theta.length };
  for (const slot of traced.slots) if (state[slot].length === 1) scope[slot] = state[slot][0];
  const run: Run = { scope, arrays, onEvent };
  for (const statement of traced.statements) {
    if (statement.kind !== "loop") carryOut(statement, run, null);
    else carryOutLoop(statement.body, run, step.theta.length);
  }
}

interface Run {
  scope: Scope;
  arrays: Record<string, Floats>;
  onEvent(event: TraceEvent): void;
}

function carryOutLoop(body: readonly TracedStatement[], run: Run, length: number): void {
  const { arrays, scope } = run;
  const elementwise = Object.keys(arrays).filter((name) => arrays[name].length === length);
  for (let i = 0; i < length; i++) {
    for (const name of elementwise) scope[name] = arrays[name][i];
    for (const statement of body) carryOut(statement, run, i);
  }
}

/** Carries out one statement: reads names, applies the operator, and stores the value in its target. */
function carryOut(statement: TracedStatement, { scope, arrays, onEvent }: Run, element: number | null): void {
  const { target, operator, reads } = statement;
  const before: number | undefined = scope[target];
  const seen = Object.fromEntries(reads.filter((name) => name in scope).map((name) => [name, scope[name]]));
  const after = apply(operator, before ?? 0, statement.value(scope));
  const isBuffer = target in arrays && (statement.kind === "store" || statement.kind === "assign");
  if (isBuffer) arrays[target][element ?? 0] = after;
  scope[target] = isBuffer ? arrays[target][element ?? 0] : after;
  onEvent({ statement, element, reads: seen, before: before ?? null, after: scope[target] });
}

function apply(operator: string, before: number, value: number): number {
  if (operator === "+=") return before + value;
  if (operator === "-=") return before - value;
  if (operator === "*=") return before * value;
  if (operator === "/=") return before / value;
  return value;
}
