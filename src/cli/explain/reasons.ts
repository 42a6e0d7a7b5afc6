/** @file Why a step has its size: read off the numbers of its trace. */
import type { Rule } from "../../optim/rule.ts";
import type { TraceEvent } from "../../optim/trace.ts";
import { digits } from "./statementText.ts";

/** What one step did to one element. */
export interface Move {
  element: number;
  g: number;
  delta: number;
}

/** The effective learning rate of each element, the corrections, and every min, max and sign that decided something. */
export function reasons(rule: Rule, events: readonly TraceEvent[], moves: readonly Move[], lr: number): string[] {
  return [
    ...moves.map((move) => effectiveRate(move, lr)),
    ...events.flatMap((event) => known(event)),
    ...events.flatMap((event) => decided(event, rule.options)),
  ];
}

function effectiveRate({ element, g, delta }: Move, lr: number): string {
  const moved = `element ${element} moved by ${digits(delta)}`;
  if (g === 0) return `${moved}, with a gradient of 0`;
  const rate = -delta / g;
  const ofLr = lr > 0 ? `, ${digits(Number((rate / lr).toPrecision(4)))} × lr` : "";
  return `${moved} = ${digits(-rate)} × g: an effective learning rate of ${digits(rate)}${ofLr}`;
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
