import { conditionalLines } from "./conditionalLines.ts";
import type { Write } from "./infix.ts";
import { noteLines } from "./python.ts";
import { layout } from "./pythonLayout.ts";
import type { Line } from "./scope.ts";

/** Returns the body of a function: every statement below its equation, and below its condition. */
export const pythonLines = (lines: readonly Line[], write: Write, textsOf: (line: Line) => readonly string[]) =>
  conditionalLines(lines, {
    indent: 4,
    by: 4,
    write,
    open: (condition) => `if ${condition}:`,
    line: (line, indent) => [
      ...noteLines(line.note).map((one) => " ".repeat(indent) + one),
      ...textsOf(line).flatMap((one) => layout(one, indent)),
    ],
  });
