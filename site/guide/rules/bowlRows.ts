import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Rule } from "../../../src/optim/index.ts";
import { lowestAt } from "../../lab/lowestAt.ts";
import { sweptRates } from "../../lab/sensitivity.ts";
import { bowl } from "./bowl.ts";
import { convergentRates } from "./convergentRates.ts";
import { type BowlRun, mostSteps, runOnBowl, solvedAt } from "./runOnBowl.ts";

const condition = 100;
const bowls = [bowl(condition, false), bowl(condition, true)];
const [lowestRate, highestRate] = [sweptRates[0], sweptRates[sweptRates.length - 1]];

/** The quadratics and the columns of their table, in words. */
export const bowlText = [
  `Quadratics of ${bowls[0].start.length} weights with curvatures from ${terse(1 / condition)} to 1,`,
  `at ${sweptRates.length} learning rates from ${terse(lowestRate)} to ${terse(highestRate)}.`,
  `"Fewest steps" is the first step from which f stays at or below ${terse(solvedAt)} of its start.`,
  `A rate converges where f is there after ${mostSteps} steps.`,
  "A range of them starts at one of these rates. Its end is rounded down to two digits.",
  "Plain gradient descent converges below 2.",
].join(" ");

export const bowlHead: readonly string[] = ["quadratic", "fewest steps", "at the learning rate", "converges at"];

/** Rows of a table: a quadratic, the fewest steps that solve it, and the rates that converge. */
export const bowlRows = (rule: Rule): string[][] =>
  bowls.map((one) => {
    const runs = sweptRates.map((lr) => runOnBowl(rule, lr, one));
    return [one.name, ...bestCells(runs), rangesCell(convergentRates(rule, one, runs))];
  });

function bestCells(runs: readonly BowlRun[]): [string, string] {
  const fastest = lowestAt(runs.map(({ solved }) => solved ?? Number.NaN));
  if (runs[fastest].solved !== null) return [`${runs[fastest].solved}`, terse(sweptRates[fastest])];
  const lowest = lowestAt(runs.map(({ left }) => left));
  const { left } = runs[lowest];
  if (Number.isNaN(left)) return ["diverges at every rate", ""];
  return [`not in ${mostSteps}: ${short(left)} of f is left`, terse(sweptRates[lowest])];
}

function rangesCell(ranges: readonly [low: number, high: number][]): string {
  const texts = ranges.map(([low, high]) => {
    const text = low === high ? terse(low) : `${terse(low)} to ${terse(high)}`;
    return high === highestRate ? `${text}, the largest tried` : text;
  });
  return texts.length === 0 ? "none" : texts.join("; ");
}
