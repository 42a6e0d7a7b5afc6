import type { Terminal } from "../terminal/terminal.ts";
import type { Flags, Values } from "./flags.ts";

/** One of the things `downhill` does. */
export interface Command {
  /** One line, for the list of commands. */
  summary: string;
  /** What follows `downhill NAME`: `RULE [flags]`. */
  usage: string;
  flags: Flags;
  /** Further lines for `--help`: what is printed and means what. */
  notes?: readonly string[];
  /** Command lines worth trying, each with what it does. */
  examples: readonly (readonly [line: string, what: string])[];
  /** Returns the exit code: 0 ok, 1 below target or a check failed, 130 interrupted. Throws UsageError for 2. */
  run(words: readonly string[], values: Values, terminal: Terminal): number | Promise<number>;
}
