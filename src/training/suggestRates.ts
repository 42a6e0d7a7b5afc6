import type { RangeTest } from "./rangeTest.ts";

/** A learning rate with the reason for it. */
export interface RateSuggestion {
  name: "valley" | "steepest" | "min/10";
  lr: number;
  why: string;
}

/** Without learning, smoothed losses drift down by up to 1.4 times the difference between two batches (measured). */
const clearly = 1.5;

/**
 * Suggests three learning rates from a range test: the middle of the longest descent, the steepest point, and a tenth
 * of the rate with the lowest loss.
 *
 * Uses the points from the end of the first tenth to the lowest loss. Returns none if these are fewer than five, or if
 * the loss did not drop by more than batch-to-batch noise.
 */
export function suggestRates({ lr, loss, noise }: RangeTest): RateSuggestion[] {
  const start = Math.ceil(lr.length / 10);
  const lowest = loss.indexOf(Math.min(...loss.slice(start)), start);
  const [rates, losses] = [lr.slice(start, lowest + 1), loss.slice(start, lowest + 1)];
  if (rates.length < 5 || losses[0] - loss[lowest] <= Math.max(clearly * noise, 0.01 * losses[0])) return [];
  return [
    {
      name: "valley",
      lr: rates[middleOfLongestDescent(losses)],
      why: "the middle of the longest descent: a safe choice",
    },
    { name: "steepest", lr: rates[steepest(rates, losses)], why: "where the loss falls fastest" },
    { name: "min/10", lr: lr[lowest] / 10, why: "a tenth of the rate at the lowest loss" },
  ];
}

/** Returns the index where the loss falls fastest over the logarithm of the rate, by central differences. */
function steepest(rates: readonly number[], losses: readonly number[]): number {
  const slope = (i: number): number => (losses[i + 1] - losses[i - 1]) / Math.log(rates[i + 1] / rates[i - 1]);
  let best = 1;
  for (let i = 2; i < losses.length - 1; i++) if (slope(i) < slope(best)) best = i;
  return best;
}

/** Returns the middle of the longest decreasing subsequence. */
function middleOfLongestDescent(losses: readonly number[]): number {
  const length = losses.map(() => 1);
  const first = losses.map((_, i) => i);
  let end = 0;
  for (let i = 0; i < losses.length; i++) {
    for (let j = 0; j < i; j++) {
      if (losses[j] <= losses[i] || length[j] + 1 <= length[i]) continue;
      length[i] = length[j] + 1;
      first[i] = first[j];
    }
    if (length[i] > length[end]) end = i;
  }
  return Math.round((first[end] + end) / 2);
}
