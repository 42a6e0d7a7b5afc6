/** @file One traced statement as text: as it stands in the source, with its numbers put in, and the result. */

import type { TraceEvent } from "../../optim/trace.ts";

/** At most nine significant digits. */
export const digits = (x: number): string => `${Number(x.toPrecision(9))}`;

/** The lines of a statement; `notes` are its equations and the reason why it is there. */
export function statementText(event: TraceEvent, notes: readonly string[]): string[] {
  const { statement, after } = event;
  return [
    `${`${statement.line}`.padStart(4)}  ${statement.text}`,
    ...notes.map((note) => `      ${note}`),
    `      ${statement.target} = ${substituted(event)}`,
    `      ${" ".repeat(statement.target.length)} = ${digits(after)}`,
  ].filter((line, i, all) => i === 0 || line.trim() !== all[i - 1].trim());
}

/** The right side with numbers in place of names; `x -= y` as the old x, minus y. */
export function substituted({ statement, reads, before }: TraceEvent): string {
  const at = statement.text.indexOf(` ${statement.operator} `);
  const right = at < 0 ? valueOfMap(statement.text) : statement.text.slice(at + statement.operator.length + 2);
  const value = putIn(right, reads);
  if (statement.operator === "=") return value;
  const isSum = / [-+?] /.test(value.replace(/\([^()]*\)/g, ""));
  return `${digits(before ?? 0)} ${statement.operator[0]} ${isSum ? `(${value})` : value}`;
}

/** The value in `g.map((gi, i) => value)`; another expression as it stands. */
const valueOfMap = (text: string): string => /^g\.map\(.*? => (.*)\)$/.exec(text)?.[1] ?? text;

/** Puts numbers in place of names and their indices. Names of functions stay. */
function putIn(text: string, values: Record<string, number>): string {
  return text.replace(/([A-Za-z_]\w*)(\[\w+\]|\.length)?(?!\w|\()/g, (whole, name, index) => {
    const value = index === ".length" ? values.length : values[name];
    if (value === undefined) return whole;
    return value < 0 ? `(${digits(value)})` : digits(value);
  });
}
