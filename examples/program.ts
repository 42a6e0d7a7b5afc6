/** @file What the examples share: reading `--steps`, and an exit code from the verdict. */
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
 * Runs `main` if the file is started as a program, with the number of steps from the command line: prints the verdict
 * and exits with 0 if it is reached, 1 if not, 2 if the command line is wrong.
 */
export function program(file: string, about: string, defaults: Settings, main: (settings: Settings) => Verdict): void {
  if (process.argv[1] !== fileURLToPath(file)) return;
  try {
    const { values } = parseArgs({ options: { steps: { type: "string" }, help: { type: "boolean" } } });
    if (values.help) {
      console.log(`${about}\n\n  --steps N  updates to make (default ${defaults.steps})`);
      return;
    }
    const steps = values.steps === undefined ? defaults.steps : Number(values.steps);
    if (!Number.isInteger(steps) || steps < 1)
      throw new RangeError(`--steps is "${values.steps}"; it needs a whole number, 1 or more`);
    const { text, reached } = main({ steps });
    console.log(`${text}: ${reached ? "reached" : "missed"}`);
    process.exitCode = reached ? 0 : 1;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

/** Ten lines of progress on stderr, however many steps there are. */
export function report(step: number, steps: number, loss: number): void {
  if (step % Math.ceil(steps / 10) === 0 || step === steps) {
    console.error(`step ${`${step}`.padStart(`${steps}`.length)}/${steps}  loss ${loss.toFixed(4)}`);
  }
}
