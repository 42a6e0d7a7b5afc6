/** @file The text of `--help`. */
import type { CommandEntry } from "../commands.ts";
import type { Command } from "./command.ts";

/** The usage, summary, flags and examples of a command. */
export function helpText(name: string, summary: string, { usage, flags, notes = [], examples }: Command): string {
  const rows = Object.entries(flags).map(([flag, { value, help }]) => [`--${flag}${value ? ` ${value}` : ""}`, help]);
  return [
    `usage: downhill ${name} ${usage}`,
    "",
    summary,
    "",
    ...columns(rows),
    "",
    ...(notes.length > 0 ? [...notes, ""] : []),
    "examples:",
    ...examples.flatMap(([line, what]) => [`  downhill ${line}`, `      ${what}`]),
  ].join("\n");
}

/** The list of commands. */
export function overview(commands: Readonly<Record<string, CommandEntry>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary]);
  return [
    "usage: downhill COMMAND [flags]",
    "",
    ...columns(rows),
    "",
    "Each command has --help with examples. Results go to stdout, progress and messages to stderr.",
    "Exit codes: 0 ok, 1 below target or baseline, or a check failed, 2 a mistake in the command, 130 Ctrl-C, 143 SIGTERM.",
  ].join("\n");
}

function columns(rows: readonly string[][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
