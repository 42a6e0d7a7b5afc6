/** @file Shared by the examples: reads `--steps`, shows progress on stderr, and prints the verdict on stdout. */

import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface Settings {
  /** Updates to make. */
  steps: number;
}

/** The result of an example, and whether it reached the target. */
export interface Verdict {
  text: string;
  reached: boolean;
}

/**
 * Runs `main` if Node was started with `file`, and prints the verdict. The command line gives the number of steps. Sets
 * the exit code: 0 reached, 1 missed, 2 the command line is wrong.
 */
export function program(file: string, about: string, defaults: Settings, main: (settings: Settings) => Verdict): void {
  if (!isStarted(fileURLToPath(file))) return;
  const settings = readSettings(about, defaults);
  if (settings === null) return;
  const { text, reached } = main(settings);
  console.log(`${text}: ${reached ? "reached" : "missed"}`);
  process.exitCode = reached ? 0 : 1;
}

/** Node accepts the file's name without .ts, or a link to it. */
function isStarted(file: string): boolean {
  const started = process.argv[1] ?? "";
  return [started, `${started}.ts`].some((name) => {
    try {
      return realpathSync(name) === file;
    } catch {
      return false;
    }
  });
}

/** The settings from the command line; null after `--help` or a mistake. */
function readSettings(about: string, defaults: Settings): Settings | null {
  try {
    const { values } = parseArgs({ options: { steps: { type: "string" }, help: { type: "boolean" } } });
    if (values.help) {
      console.log(`${about}\n\n  --steps N  updates to make (default ${defaults.steps})`);
      return null;
    }
    const steps = values.steps === undefined ? defaults.steps : Number(values.steps);
    if (Number.isInteger(steps) && steps >= 1) return { steps };
    console.error(`--steps must be a whole number, 1 or more, got "${values.steps}"`);
  } catch (error) {
    console.error((error as Error).message);
  }
  process.exitCode = 2;
  return null;
}

/** Writes ten lines of progress to stderr, whatever the number of steps. */
export function report(step: number, steps: number, loss: number): void {
  if (step % Math.ceil(steps / 10) === 0 || step === steps) {
    console.error(`step ${`${step}`.padStart(`${steps}`.length)}/${steps}  loss ${loss.toFixed(4)}`);
  }
}
