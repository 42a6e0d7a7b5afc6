/** @file One line per place where the package is tried, with the outcome, and a table of them. */

export interface Trial {
  /** The row of the table. */
  readonly group: string;
  readonly what: string;
  /** Resolves if the package works there; rejects with the reason if it does not. */
  run(): unknown;
}

export interface Outcome {
  readonly group: string;
  readonly what: string;
  readonly works: boolean;
}

/** Runs all trials, prints a line for each, and returns the outcomes. */
export async function tryAll(trials: readonly Trial[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { group, what, run } of trials) {
    let problem = "";
    try {
      await run();
    } catch (error) {
      const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
      problem = `FAILS: ${[message, stdout, stderr].filter(Boolean).join("\n").slice(0, 1500)}`;
    }
    outcomes.push({ group, what, works: problem === "" });
    console.log(`${`${group}: ${what}`.padEnd(72)} ${problem || "works"}`);
  }
  return outcomes;
}

/** A Markdown table with a row for each group. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const groups = [...new Set(outcomes.map(({ group }) => group))];
  const rows = groups.map((name) => {
    const cells = outcomes
      .filter(({ group }) => group === name)
      .map(({ what, works }) => (works ? what : `**fails:** ${what}`));
    return `| ${name} | ${cells.join("; ")} |\n`;
  });
  return `| where | works |\n|---|---|\n${rows.join("")}`;
}
