/** @file What the examples share: reading `--steps`, progress on stderr, the verdict on stdout and as exit code. */

import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

export interface Settings {
  /** Updates to make. */
  steps: number;
}

/** What an example reached, and whether that is enough. */
export interface Verdict {
  text: string;
  reached: boolean;
}

/**
 * Runs `main` if `file` is what Node was started with, with the number of steps from the command line; prints the verdict
 * and sets the exit code: 0 reached, 1 missed, 2 the command line is wrong.
 */
export function program(file: string, about: string, defaults: Settings, main: (settings: Settings) => Verdict): void {
  if (!isStarted(fileURLToPath(file))) return;
  const settings = readSettings(about, defaults);
  if (settings === null) return;
  const { text, reached } = main(settings);
  console.log(`${text}: ${reached ? "reached" : "missed"}`);
  process.exitCode = reached ? 0 : 1;
}

/** Node may have been started with the file's name without .ts, or through a link. */
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

/** The settings from the command line; null when there is nothing to run: `--help`, or a mistake. */
function readSettings(about: string, defaults: Settings): Settings | null {
  try {
    const { values } = parseArgs({ options: { steps: { type: "string" }, help: { type: "boolean" } } });
    if (values.help) {
      console.log(`${about}\n\n  --steps N  updates to make (default ${defaults.steps})`);
      return null;
    }
    const steps = values.steps === undefined ? defaults.steps : Number(values.steps);
    if (Number.isInteger(steps) && steps >= 1) return { steps };
    console.error(`--steps is "${values.steps}"; it needs a whole number, 1 or more`);
  } catch (error) {
    console.error((error as Error).message);
  }
  process.exitCode = 2;
  return null;
}

/** Ten lines of progress on stderr, however many steps there are. */
export function report(step: number, steps: number, loss: number): void {
  if (step % Math.ceil(steps / 10) === 0 || step === steps) {
    console.error(`step ${`${step}`.padStart(`${steps}`.length)}/${steps}  loss ${loss.toFixed(4)}`);
  }
}
