import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Rule } from "../../../src/optim/index.ts";
import { sweptRates } from "../../lab/sensitivity.ts";
import { type Bowl, type BowlRun, bowl, mostSteps, runOnBowl, solvedAt } from "./bowls.ts";

const bowls = [bowl(100, false), bowl(100, true)];

export const bowlHead: readonly string[] = ["quadratic", "fewest steps", "at the learning rate", "converges up to"];

/** Rows of a table: a quadratic, the fewest steps to a ten-thousandth of f, and the largest rate that stays below it. */
export const bowlRows = (rule: Rule): string[][] =>
  bowls.map((one) => {
    const runs = sweptRates.map((lr) => runOnBowl(rule, lr, one));
    return [one.name, ...bestCells(runs), largestCell(rule, runs, one)];
  });

function bestCells(runs: readonly BowlRun[]): [string, string] {
  const least = (values: readonly number[]): number =>
    values.reduce((best, value, i) => (value < values[best] || Number.isNaN(values[best]) ? i : best), 0);
  const fastest = least(runs.map(({ solved }) => solved ?? Number.NaN));
  if (runs[fastest].solved !== null) return [`${runs[fastest].solved}`, terse(sweptRates[fastest])];
  const lowest = least(runs.map(({ left }) => left));
  const { left } = runs[lowest];
  if (Number.isNaN(left)) return [`diverges at every rate`, ""];
  return [`not in ${mostSteps}: ${short(left)} of f is left`, terse(sweptRates[lowest])];
}

/** The largest rate at which f ends below the bound, between two rates of the sweep, to two digits. */
function largestCell(rule: Rule, runs: readonly BowlRun[], on: Bowl): string {
  const converges = (run: BowlRun): boolean => run.left <= solvedAt;
  const last = runs.findLastIndex(converges);
  if (last < 0) return "none";
  if (last === runs.length - 1) return `all up to ${terse(sweptRates[last])}`;
  let [low, high] = [sweptRates[last], sweptRates[last + 1]];
  for (let k = 0; k < 6; k++) {
    const middle = Math.sqrt(low * high);
    if (converges(runOnBowl(rule, middle, on))) low = middle;
    else high = middle;
  }
  return terse(Number(low.toPrecision(2)));
}
