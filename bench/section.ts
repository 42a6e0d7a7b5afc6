/** @file A part of the results: a table with its explanation, as Markdown that is also read on a terminal. */

export interface Section {
  title: string;
  text: string;
  header: readonly string[];
  rows: (string | number)[][];
}

/** Three significant digits. */
const show = (cell: string | number): string =>
  typeof cell === "string" ? cell : cell >= 100 ? cell.toFixed(0) : cell.toPrecision(3);

export function markdown({ title, text, header, rows }: Section): string {
  const table = [[...header], ...rows.map((row) => row.map(show))];
  const widths = header.map((_, column) => Math.max(3, ...table.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return `## ${title}\n\n${text}\n\n${[line(table[0]), rule, ...table.slice(1).map(line)].join("\n")}\n`;
}

/** The rows as objects, for programs. */
export const objects = ({ title, header, rows }: Section): object[] =>
  rows.map((row) => ({
    section: title,
    ...Object.fromEntries(header.map((name, column) => [name || "note", row[column]])),
  }));
