/** @file Why a step has its size: read off the numbers of its trace. */

import type { Rule } from "../../optim/rule.ts";
import type { TraceEvent } from "../../optim/trace.ts";
import { digits } from "./statementText.ts";

/** One step: what was carried out, and where each element was before and after. */
export interface Step {
  t: number;
  hyper: Record<string, number>;
  before: number[];
  after: number[];
  events: TraceEvent[];
  /** How far each element would have gone with another gradient or other settings, by the same statements. */
  instead(gradient: readonly number[], settings?: Record<string, number>): number[];
}

/**
 * The effective learning rate of each element and what it would have been otherwise, the corrections, the numbers that all
 * elements share, and every min, max and sign that decided something.
 */
export function reasons(rule: Rule, step: Step, grad: readonly number[]): string[] {
  const { before, after, events, hyper } = step;
  return [
    ...grad.flatMap((g, element) => [
      effectiveRate(element, g, after[element] - before[element], hyper.lr ?? Number.NaN),
      ...otherwise(step, grad, element),
    ]),
    ...events.flatMap((event) => known(event)),
    ...shared(step),
    ...events.flatMap((event) => decided(event, rule.options)),
  ];
}

function effectiveRate(element: number, g: number, delta: number, lr: number): string {
  const moved = `element ${element} moved by ${digits(delta)}`;
  if (g === 0) return `${moved}, with a gradient of 0`;
  const rate = -delta / g;
  const ofLr = lr > 0 ? `, ${digits(Number((rate / lr).toPrecision(4)))} × lr` : "";
  return `${moved} = ${digits(-rate)} × g: an effective learning rate of ${digits(rate)}${ofLr}`;
}

/** What this gradient, its size, and weight decay had to do with it: the step made again without them. */
function otherwise({ before, after, hyper, instead }: Step, grad: readonly number[], element: number): string[] {
  const delta = after[element] - before[element];
  const move = (gradient: readonly number[], settings?: Record<string, number>): number =>
    instead(gradient, settings)[element];
  const lines: string[] = [];
  const bare = move(grad, { weightDecay: 0 });
  if (hyper.weightDecay > 0 && bare !== delta)
    lines.push(`without weight decay it would have moved by ${digits(bare)}`);
  const [still, twice] = [0, 2].map((factor) => move(grad.map((g) => factor * g)));
  if (grad[element] === 0) return lines.map(indented);
  if (still !== 0)
    lines.push(
      `with gradients of 0 it would have moved by ${digits(still)}, by what it remembers${hyper.weightDecay > 0 ? " and decay" : ""}`,
    );
  if (delta === 0) return lines.map(indented);
  const times = Number((twice / delta).toPrecision(4));
  lines.push(
    `with gradients twice as large it would have moved ${times === 1 ? "as far" : `${digits(times)} times as far`}`,
  );
  return lines.map(indented);
}

const indented = (line: string): string => `  ${line}`;

/** Numbers computed once that the statements for single elements read, such as a trust ratio; not a setting by another name. */
function shared({ events, hyper }: Step): string[] {
  const read = new Set(events.flatMap(({ element, reads }) => (element === null ? [] : Object.keys(reads))));
  const settings = [0, ...Object.values(hyper)];
  const once = events.filter(
    ({ element, statement: { kind, target }, after }) =>
      element === null && kind === "const" && read.has(target) && !settings.includes(Math.abs(after)),
  );
  return once
    .filter((event) => known(event).length === 0)
    .map(
      ({ statement: { target, line }, after }) =>
        `${target} = ${digits(after)}, line ${line}: computed once, the same for every element`,
    );
}

/** What the standard names of the rules stand for. */
function known({ statement: { target }, element, after }: TraceEvent): string[] {
  if (element !== null) return [];
  if (/^correction\d$/.test(target) && after !== 1)
    return [
      `${target} = ${digits(after)}: a moment that began at 0 has collected this share of its weight; divided by it, it counts ${digits(Number((1 / after).toPrecision(4)))} times`,
    ];
  if (target === "r")
    return [
      after > 0
        ? `r = ${digits(after)}: the rectification shortens the step while v has seen few gradients`
        : "r = 0: v has seen too few gradients to be divided by, so this is a momentum step, not an adaptive one",
    ];
  return [];
}

/**
 * Where a statement chooses by min, max or sign: the names that decided, and those that could change a little without
 * any effect. Found by changing each number by a ten-thousandth and computing the statement again.
 */
function decided({ statement, reads, element, after }: TraceEvent, options: Rule["options"]): string[] {
  if (!/\b(min|max|sign)\(/.test(statement.text)) return [];
  const value = (changed: Record<string, number>): number => statement.value({ ...reads, ...changed }, options);
  const nudge = (x: number, by: number): number => (x === 0 ? by * 1e-9 : x * (1 + by));
  const matters = (name: string): boolean =>
    [1e-4, -1e-4].some((by) => value({ [name]: nudge(reads[name], by) }) !== value({}));
  const names = Object.keys(reads);
  const idle = names.filter((name) => !matters(name));
  if (idle.length === 0 || idle.length === names.length) return [];
  const where = element === null ? "" : ` of element ${element}`;
  const deciding = names.filter((name) => !idle.includes(name));
  return [
    `${statement.target}${where} = ${digits(after)}, line ${statement.line}: decided by ${deciding.join(", ")}; the size of ${idle.join(", ")} plays no part`,
  ];
}
