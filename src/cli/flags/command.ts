import type { Terminal } from "../terminal/terminal.ts";
import type { Flags, Values } from "./flags.ts";

/** The flags and help of a command of `downhill`. It imports nothing of the library, so that `--help` is quick. */
export interface Command {
  /** The rest of `downhill NAME`: `RULE [flags]`. */
  usage: string;
  flags: Flags;
  /** Further lines for `--help`, which explain the output. */
  notes?: readonly string[];
  /** True if stdout is data for other programs, which no locale changes. */
  printsData?: boolean;
  /** Command lines with their explanations. */
  examples: readonly (readonly [line: string, what: string])[];
}

/**
 * Runs a command. Returns the exit code: 0 ok, 1 below target or a check failed, 130 Ctrl-C, 143 SIGTERM. Throws
 * UsageError for 2.
 */
export type Run = (words: readonly string[], values: Values, terminal: Terminal) => number | Promise<number>;
