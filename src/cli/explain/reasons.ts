/** @file Why a step has its size: read off its numbers, and off the same step made again with other ones. */

import type { Rule } from "../../optim/rule.ts";
import type { TraceEvent } from "../../optim/trace.ts";
import type { ExplainedStep } from "../../testing/explainedSteps.ts";
import { digits } from "./statementText.ts";

/**
 * The effective learning rate of each element, and its step under other conditions. Then overflow, the corrections, the
 * numbers that all elements share, and every min, max and sign that decided something.
 */
export function reasons(rule: Rule, step: ExplainedStep): string[] {
  const { events } = step;
  return [
    ...step.gradient.flatMap((_, element) => [...effectiveRate(rule, step, element), ...otherwise(step, element)]),
    ...overflow(step),
    ...events.flatMap((event) => known(event, events)),
    ...shared(step),
    ...events.flatMap((event) => decided(event, step.hyper)),
  ];
}

function effectiveRate(
  { elementwise }: Rule,
  { gradient, before, after, hyper }: ExplainedStep,
  element: number,
): string[] {
  const [g, delta, lr] = [gradient[element], after[element] - before[element], hyper.lr ?? Number.NaN];
  const moved = `element ${element} moved by ${digits(delta)}`;
  if (g === 0) return [`${moved}, with a gradient of 0`];
  if (!elementwise) return [moved];
  const rate = -delta / g;
  const ofLr = lr > 0 ? `, ${digits(Number((rate / lr).toPrecision(4)))} × lr` : "";
  return [`${moved} = ${digits(-rate)} × g: an effective learning rate of ${digits(rate)}${ofLr}`];
}

/** The step made again without weight decay, without gradients, and with doubled gradients. */
function otherwise({ before, after, hyper, gradient, instead }: ExplainedStep, element: number): string[] {
  const delta = after[element] - before[element];
  const move = (other: readonly number[], settings?: Record<string, number>): number =>
    instead(other, settings)[element];
  const lines: string[] = [];
  const bare = move(gradient, { weightDecay: 0 });
  if (hyper.weightDecay > 0 && bare !== delta)
    lines.push(`without weight decay it would have moved by ${digits(bare)}`);
  if (gradient[element] === 0) return lines.map(indented);
  const [still, twice] = [0, 2].map((factor) => move(gradient.map((g) => factor * g)));
  if (still !== 0)
    lines.push(`momentum${hyper.weightDecay > 0 ? " and decay" : ""} alone would have moved it by ${digits(still)}`);
  if (Math.abs(delta) > 1e-9 * Math.abs(twice)) {
    const times = Number((twice / delta).toPrecision(4));
    lines.push(
      times === 1
        ? "doubling the gradients would not change this step"
        : `doubling the gradients would multiply this step by ${digits(times)}`,
    );
  }
  return lines.map(indented);
}

const indented = (line: string): string => `  ${line}`;

/** The numbers of a step that left the range of doubles. */
export function overflowing({ events, state }: ExplainedStep): Set<string> {
  return new Set([
    ...events.filter((event) => !Number.isFinite(event.after)).map(({ statement }) => statement.target),
    ...Object.entries(state).flatMap(([name, values]) => (values.every(Number.isFinite) ? [] : [name])),
  ]);
}

/** Elements that did not move because a number left the range of doubles. */
function overflow(step: ExplainedStep): string[] {
  const { gradient, before, after } = step;
  const names = overflowing(step);
  const still = gradient.flatMap((g, element) => (g !== 0 && after[element] === before[element] ? [element] : []));
  const lines =
    names.size > 0
      ? [`overflow: ${[...names].join(", ")} left the range of numbers, so this step is not meaningful`]
      : [];
  return [
    ...lines,
    ...still.map((element) => `element ${element} did not move, although its gradient is ${digits(gradient[element])}`),
  ];
}

/** Numbers computed once for all elements, such as a trust ratio; not a setting by another name. */
function shared({ events, hyper }: ExplainedStep): string[] {
  const read = new Set(events.flatMap(({ element, reads }) => (element === null ? [] : Object.keys(reads))));
  const settings = [0, ...Object.values(hyper)];
  const once = events.filter(
    ({ element, statement: { kind, target }, after }) =>
      element === null && kind === "const" && read.has(target) && !settings.includes(Math.abs(after)),
  );
  return once
    .filter((event) => known(event, events).length === 0)
    .map(
      ({ statement: { target, line }, after }) =>
        `${target} = ${digits(after)}, line ${line}: computed once, the same for every element`,
    );
}

/** A correction above it would be printed as 100.0 %. */
const nearlyWhole = 0.9995;

/** The meaning of the rules' standard names. */
function known({ statement: { target }, element, after }: TraceEvent, events: readonly TraceEvent[]): string[] {
  if (element !== null) return [];
  if (/^correction\d$/.test(target) && after < nearlyWhole) {
    const reader = events.find(
      ({ statement, reads }) => statement.kind === "const" && target in reads && statement.reads.length === 2,
    );
    const moment = reader?.statement.reads.find((name) => name !== target) ?? "the average";
    const percent = digits(Number((100 * after).toPrecision(4)));
    return [
      `${moment} started at 0, so it holds only ${percent} % of an average; dividing by ${digits(after)} corrects that`,
    ];
  }
  if (target === "r")
    return [
      after > 0
        ? `r = ${digits(after)}: the rectification shortens the step while v has seen few gradients`
        : "r = 0: v has seen too few gradients to divide by, so this is a momentum step, not an adaptive one",
    ];
  return [];
}

/**
 * Where a statement chooses by min, max or sign: the names that decided, and those without effect. Found by changing
 * each number by a ten-thousandth and computing the statement again. Settings of 0 and the target itself are left out.
 */
function decided(event: TraceEvent, hyper: Record<string, number>): string[] {
  const { statement, reads, element, after, before } = event;
  if (!/\b(min|max|sign)\(/.test(statement.text)) return [];
  const value = (changed: Record<string, number>): number => statement.value({ ...reads, ...changed });
  const nudge = (x: number, by: number): number => (x === 0 ? by * 1e-9 : x * (1 + by));
  const matters = (name: string): boolean =>
    [1e-4, -1e-4].some((by) => value({ [name]: nudge(reads[name], by) }) !== value({}));
  const names = Object.keys(reads).filter((name) => name !== statement.target && !(name in hyper && reads[name] === 0));
  const deciding = names.filter(matters);
  const idle = names.filter((name) => !deciding.includes(name));
  if (deciding.length === 0 || idle.length === 0) return [];
  const where = element === null ? "" : ` of element ${element}`;
  const what =
    statement.target === "theta" && statement.operator !== "="
      ? `the step${where} = ${digits(after - (before ?? 0))}`
      : `${statement.target}${where} = ${digits(after)}`;
  return [
    `${what}, line ${statement.line}: decided by ${deciding.join(", ")}; the size of ${idle.join(", ")} has no effect`,
  ];
}
