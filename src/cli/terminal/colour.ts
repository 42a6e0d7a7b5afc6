import type { Environment, Stream } from "./terminal.ts";

/** True on a terminal, unless NO_COLOR asks for none: https://no-color.org */
export const hasColour = (stream: Stream, { NO_COLOR, TERM }: Environment): boolean =>
  stream.isTTY === true && !NO_COLOR && TERM !== "dumb";

const codes = { red: 31, cyan: 36, bold: 1 } as const;
const inside = (code: number, text: string): string => `\x1b[${code}m${text}\x1b[0m`;

/** Colours a progress line: its bar, its score, and a loss that is not a number. Words and widths stay the same. */
export const coloured = (line: string): string =>
  line
    .replace(/[█#]+/, (bar) => inside(codes.cyan, bar))
    .replace(/(acc [\d.]+%|R[²2] -?[\d.]+)/, (score) => inside(codes.bold, score))
    .replace("loss NaN!", (problem) => inside(codes.red, problem));
