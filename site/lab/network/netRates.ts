/** @file Learning-rate range tests of the rules of a network run, from its initial weights. */
import { Optimizer } from "../../../src/optim/index.ts";
import { type RangeTest, rangeTest } from "../../../src/training/rangeTest.ts";
import { type RateSuggestion, suggestRates } from "../../../src/training/suggestRates.ts";
import { ruleOf } from "../choice.ts";
import { modelOf, type NetRun } from "./netRun.ts";

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

/**
 * Tests the rates of rule i on another network with the same initial weights. The run is not touched. Every step sees
 * all training data: on batches of 32 the difference between batches hides the descent of most rules (measured).
 */
export function findRates({ state, train, rates }: NetRun, i: number): FoundRates {
  const model = modelOf(state);
  const optimizer = new Optimizer(model.parameters(), ruleOf(state.choices[i], rates[i]));
  const steps = testedRates.length;
  const test = rangeTest(model, optimizer, { next: () => train }, { from, to: testedRates[steps - 1], steps });
  const suggestions = suggestRates(test).map((one) => ({ ...one, lr: Number(one.lr.toPrecision(2)) }));
  return { test, suggestions };
}

/** The rates that a test suggests, or the reason why it suggests none. */
export function ratesText(name: string, { test, suggestions }: FoundRates): string {
  if (suggestions.length > 0) return `${name}: ${suggestions.map((one) => `${one.name} ${one.lr}`).join(", ")}.`;
  if (test.diverged) return `${name}: no suggestion; the loss diverged after ${test.lr.length} steps.`;
  return `${name}: no suggestion; the loss did not drop by more than its noise.`;
}
