import type { Write } from "./infix.ts";
import type { Line } from "./scope.ts";

/** How a language writes statements under conditions. */
interface Layout {
  readonly indent: number;
  readonly write: Write;
  open(condition: string): string;
  /** The line after a block. Python has none. */
  readonly close?: string;
  /** By how much a block is indented. Default: 2. */
  readonly by?: number;
  line(line: Line, indent: number): readonly string[];
}

/** Returns the lines of statements. Those next to each other under one condition share a block. */
export function conditionalLines(lines: readonly Line[], layout: Layout): string[] {
  const { indent, write, open, close, by = 2, line: linesOf } = layout;
  const margin = " ".repeat(indent);
  const body: string[] = [];
  let condition = "";
  const enter = (next: string): void => {
    if (next === condition) return;
    if (condition !== "" && close !== undefined) body.push(margin + close);
    if (next !== "") body.push(margin + open(next));
    condition = next;
  };
  for (const line of lines) {
    enter(line.when === undefined ? "" : write(line.when).text);
    body.push(...linesOf(line, condition === "" ? indent : indent + by));
  }
  enter("");
  return body;
}
