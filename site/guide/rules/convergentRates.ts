import type { Rule } from "../../../src/optim/index.ts";
import { sweptRates } from "../../lab/sensitivity.ts";
import type { Bowl } from "./bowl.ts";
import { type BowlRun, runOnBowl } from "./runOnBowl.ts";

/**
 * The ranges of learning rates at which a rule solves a bowl, from the runs of a sweep. A range starts at a rate of the
 * sweep. It ends between two of them, rounded down to two digits.
 */
export function convergentRates(rule: Rule, on: Bowl, runs: readonly BowlRun[]): [low: number, high: number][] {
  const ranges: [first: number, last: number][] = [];
  for (const [k, { solved }] of runs.entries()) {
    if (solved === null) continue;
    const current = ranges.at(-1);
    if (current?.[1] === k - 1) current[1] = k;
    else ranges.push([k, k]);
  }
  return ranges.map(([first, last]) => [sweptRates[first], highestFrom(last, rule, on)]);
}

function highestFrom(last: number, rule: Rule, on: Bowl): number {
  const swept = sweptRates[last];
  if (last === sweptRates.length - 1) return swept;
  const converges = (lr: number): boolean => runOnBowl(rule, lr, on).solved !== null;
  let [low, high] = [swept, sweptRates[last + 1]];
  for (let k = 0; k < 6; k++) {
    const middle = Math.sqrt(low * high);
    if (converges(middle)) low = middle;
    else high = middle;
  }
  const rounded = roundedDown(low);
  return rounded > swept && converges(rounded) ? rounded : swept;
}

/** To two digits. */
function roundedDown(x: number): number {
  const digit = 10 ** (Math.floor(Math.log10(x)) - 1);
  return Number((Math.floor(x / digit) * digit).toPrecision(2));
}
