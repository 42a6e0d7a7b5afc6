/** @file The table of schedules, from their parameters and comments. */
import * as schedules from "../../src/schedules/index.ts";
import { cell, firstSentence, readComment, table } from "./comments.ts";

type WithParameters = { parameters: Readonly<Record<string, { text: string; fallback?: unknown }>> };

function row(name: string): string[] {
  const { parameters } = (schedules as unknown as Readonly<Record<string, WithParameters>>)[name];
  const parts = Object.entries(parameters).map(([key, { text, fallback }]) => {
    const given = fallback === undefined ? "" : ` = ${JSON.stringify(fallback)}`;
    return `\`${key}${given}\`, ${text}`;
  });
  const { file, lines } = readComment(name);
  const equations = lines.filter((line) => /^ {4}\S.*= /.test(line) && !line.includes(" // "));
  return [
    `[${name}](../../${file})`,
    firstSentence(name),
    equations.map((line) => cell(`\`${line.trim().replace(/,? {2,}/g, ", ")}\``)).join("<br>"),
    cell(parts.join("; ")),
  ];
}

export const scheduleTable = (): string =>
  table(["schedule", "value", "equation", "arguments, each with its range"], schedules.scheduleNames.map(row));
