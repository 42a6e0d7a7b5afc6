/** @file One line per place where the package is tried: what happened there, as a table. */

export interface Trial {
  readonly what: string;
  /** Resolves if the package works there; rejects with the reason if it does not. */
  run(): unknown;
}

/** Runs all trials, prints a line for each, and returns the number that failed. */
export async function tryAll(trials: readonly Trial[]): Promise<number> {
  let failed = 0;
  for (const { what, run } of trials) {
    let outcome = "works";
    try {
      await run();
    } catch (error) {
      failed++;
      const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
      outcome = `FAILS: ${[message, stdout, stderr].filter(Boolean).join("\n").slice(0, 1500)}`;
    }
    console.log(`${what.padEnd(56)} ${outcome}`);
  }
  return failed;
}
