/**
 * @file Runs a rule statement by statement and reports each one: the numbers behind `explain`.
 *
 * `npm run kernels` derives the statements from the rule's source (src/generated/traces). This file adds only the order
 * of evaluation: scalars once, loops for every element.
 */

import type { Floats } from "../array/floats.ts";
import type { HyperValues, State, Step } from "./rule.ts";

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
  /** The condition under which it is carried out. Default always. */
  when?(scope: Scope): boolean;
}

/** The traces of one rule by variant, "" for the default form. A form that cannot be traced is missing. */
export type TracedForms = Readonly<Record<string, TracedRule>>;

/** Statements for every element, carried out where `when` holds. */
export interface TracedLoop {
  kind: "loop";
  when?(scope: Scope): boolean;
  body: readonly TracedStatement[];
}

/** The statements of one form of a rule. */
export interface TracedRule {
  file: string;
  slots: readonly string[];
  statements: readonly (TracedStatement | TracedLoop)[];
}

/** The expression for the gradient that the inner rule gets. `reads` are the numbers that it reads for each element. */
export interface TracedGradient extends Pick<TracedStatement, "line" | "text" | "reads"> {
  /** The variable of the expression that stands for the element of g, or "". */
  element: string;
  value(step: Step, hyper: HyperValues): Floats;
}

/** Keeps the weights before the inner update under a name: `const before = theta.slice()`. */
export interface TracedCopy {
  kind: "copy";
  target: string;
}

type Around = readonly (TracedStatement | TracedLoop | TracedCopy)[];

/** The statements of one form of a wrapper, before and after the inner update. */
export interface TracedWrapper {
  file: string;
  slots: readonly string[];
  gradient?: TracedGradient;
  before: Around;
  after: Around;
}

/** A wrapper around a traced rule. Its buffers begin with `prefix`; `names` are its hyperparameters, own and outer. */
export interface TracedWrapping {
  wrapper: TracedWrapper;
  prefix: string;
  names: readonly (readonly [own: string, outer: string])[];
  inner: Traced;
}

/** A rule whose statements are known, with its wrappers. */
export type Traced = TracedRule | TracedWrapping;

/** One statement carried out: the values it read, and its target before and after. `element` is null outside loops. */
export interface TraceEvent {
  /** The file of the statement: that of the rule or of a wrapper. */
  file: string;
  statement: TracedStatement;
  element: number | null;
  reads: Record<string, number>;
  before: number | null;
  after: number;
}

/** Carries out one update as `rule.update` would, in place, and reports every statement to `onEvent`. */
export function traceUpdate(
  traced: Traced,
  step: Step,
  state: State,
  hyper: HyperValues,
  onEvent: (event: TraceEvent) => void = () => {},
): void {
  if ("wrapper" in traced) traceWrapping(traced, step, state, hyper, onEvent);
  else carryOutAll(traced.statements, newRun(traced, step, state, hyper, onEvent));
}

function traceWrapping(
  { wrapper, prefix, names, inner }: TracedWrapping,
  step: Step,
  state: State,
  hyper: HyperValues,
  onEvent: Run["onEvent"],
): void {
  const { gradient } = wrapper;
  // `const { lr } = inner.hyper` reads a number of the inner rule.
  const own = { ...hyper, ...Object.fromEntries(names.map(([name, outer]) => [name, hyper[outer]])) };
  const buffers = Object.fromEntries(wrapper.slots.map((slot) => [slot, state[`${prefix}.${slot}`]]));
  const run = newRun(wrapper, step, buffers, own, onEvent);
  const g = gradient === undefined ? step.g : gradient.value(step, own);
  if (gradient !== undefined) reportGradient(gradient, g, run);
  carryOutAll(wrapper.before, run);
  traceUpdate(inner, { ...step, g }, state, hyper, onEvent);
  carryOutAll(wrapper.after, run);
}

/** Reports every element of a changed gradient. */
function reportGradient({ line, text, reads, element: name }: TracedGradient, changed: Floats, run: Run): void {
  const { g } = run.arrays;
  const statement: TracedStatement = { kind: "store", line, text, target: "g", operator: "=", reads, value: () => 0 };
  for (let i = 0; i < g.length; i++) {
    const scope: Scope = { ...run.scope, g: g[i], theta: run.arrays.theta[i], [name]: g[i] };
    const seen = Object.fromEntries(reads.filter((one) => one in scope).map((one) => [one, scope[one]]));
    run.onEvent({ file: run.file, statement, element: i, reads: seen, before: g[i], after: changed[i] });
  }
}

interface Run {
  file: string;
  scope: Scope;
  arrays: Record<string, Floats>;
  onEvent(event: TraceEvent): void;
}

function newRun(
  { file, slots }: Pick<TracedRule, "file" | "slots">,
  step: Step,
  state: State,
  hyper: HyperValues,
  onEvent: Run["onEvent"],
): Run {
  const arrays: Record<string, Floats> = { theta: step.theta, g: step.g };
  for (const slot of slots) arrays[slot] = state[slot];
  const scope: Scope = { ...hyper, t: step.t, length: step.theta.length };
  for (const slot of slots) if (state[slot].length === 1) scope[slot] = state[slot][0];
  return { file, scope, arrays, onEvent };
}

function carryOutAll(statements: Around, run: Run): void {
  for (const statement of statements) {
    if (statement.kind === "copy") run.arrays[statement.target] = run.arrays.theta.slice();
    else if (statement.when?.(run.scope) === false) continue;
    else if (statement.kind === "loop") carryOutLoop(statement.body, run);
    else carryOut(statement, run, null);
  }
}

function carryOutLoop(body: readonly TracedStatement[], run: Run): void {
  const { arrays, scope } = run;
  const { length } = arrays.theta;
  const elementwise = Object.keys(arrays).filter((name) => arrays[name].length === length);
  for (let i = 0; i < length; i++) {
    for (const name of elementwise) scope[name] = arrays[name][i];
    for (const statement of body) carryOut(statement, run, i);
  }
}

/** Carries out one statement: reads names, applies the operator, and stores the value in its target. */
function carryOut(statement: TracedStatement, { file, scope, arrays, onEvent }: Run, element: number | null): void {
  const { target, operator, reads } = statement;
  const before: number | undefined = scope[target];
  const seen = Object.fromEntries(reads.filter((name) => name in scope).map((name) => [name, scope[name]]));
  const after = apply(operator, before ?? 0, statement.value(scope));
  const isBuffer = target in arrays && (statement.kind === "store" || statement.kind === "assign");
  if (isBuffer) arrays[target][element ?? 0] = after;
  scope[target] = isBuffer ? arrays[target][element ?? 0] : after;
  onEvent({ file, statement, element, reads: seen, before: before ?? null, after: scope[target] });
}

function apply(operator: string, before: number, value: number): number {
  if (operator === "+=") return before + value;
  if (operator === "-=") return before - value;
  if (operator === "*=") return before * value;
  if (operator === "/=") return before / value;
  return value;
}
