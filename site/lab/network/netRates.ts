/** @file Learning-rate range tests of the rules of a network run, from its initial weights. */
import type { Tensor } from "../../../src/autograd/index.ts";
import type { Dataset, Examples } from "../../../src/data/dataset.ts";
import { subset } from "../../../src/data/subset.ts";
import { Optimizer } from "../../../src/optim/index.ts";
import { type RangeTest, rangeTest } from "../../../src/training/rangeTest.ts";
import { type RateSuggestion, suggestRates } from "../../../src/training/suggestRates.ts";
import { modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import { netRule } from "./netRule.ts";
import type { NetRun } from "./netRun.ts";

const [from, decades, each] = [1e-5, 6, 16];

/** The rates of a test: 97 from 10⁻⁵ to 10. */
export const testedRates: readonly number[] = Array.from(
  { length: decades * each + 1 },
  (_, i) => from * 10 ** (i / each),
);

/** The place of a rate among them, rounded. */
export const ratePlace = (rate: number): number => Math.round(Math.log10(rate / from) * each);

export interface FoundRates {
  readonly test: RangeTest;
  /** With rates of two digits. */
  readonly suggestions: readonly RateSuggestion[];
}

/** Digits of a step of a test: a step takes far longer than on points. */
const digitsAStep = 64;

/**
 * Tests the rates of rule i on another network with the same initial weights. The run is not touched. Every step sees
 * all points: on batches of 32 the difference between batches hides the descent of most rules (measured).
 */
export function findRates({ state, train }: Pick<NetRun, "state" | "train">, i: number): FoundRates {
  const model = modelOf(state);
  const rule = netRule(state.choices[i], { ...state, schedule: "constant" });
  const optimizer = new Optimizer(model.parameters(), rule);
  const steps = testedRates.length;
  const all =
    state.data === "digits"
      ? subset(
          train,
          Int32Array.from({ length: digitsAStep }, (_, k) => k),
        )
      : train;
  const range = { from, to: testedRates[steps - 1], steps };
  const test = rangeTest(model, optimizer, { next: () => all }, { ...range, ...trainOptions(state) });
  const suggestions = suggestRates(test).map((one) => ({ ...one, lr: Number(one.lr.toPrecision(2)) }));
  return { test, suggestions };
}

/** The loss and the clipping of a state. */
const trainOptions = ({ loss, clip }: NetRun["state"]) => ({
  loss: (outputs: Tensor, batch: Examples) => losses[loss](outputs, batch as Dataset),
  clip: clip > 0 ? clip : null,
});

/** The rates that a test suggests, or the reason why it suggests none. */
export function ratesText(name: string, { test, suggestions }: FoundRates): string {
  if (suggestions.length > 0) return `${name}: ${suggestions.map((one) => `${one.name} ${one.lr}`).join(", ")}.`;
  if (test.diverged) return `${name}: no suggestion; the loss diverged after ${test.lr.length} steps.`;
  return `${name}: no suggestion; the loss did not drop by more than its noise.`;
}
