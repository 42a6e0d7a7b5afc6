/** @file Which learning rates a range test speaks for. */
import type { RangeTest } from "./rangeTest.ts";

export interface Suggestion {
  name: "valley" | "steepest" | "min/10";
  lr: number;
  why: string;
}

/** Without learning, smoothed losses have been seen to wander down by 1.4 times what two batches in a row differ by. */
const clearly = 1.5;

/**
 * Three suggestions, from the points after the first tenth, which is still settling, up to the lowest loss: what falls
 * after that only comes back from a flight. None where that leaves fewer than five points, or where the loss did not fall
 * by more than chance brings about.
 */
export function suggestions({ lr, loss, noise }: RangeTest): Suggestion[] {
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

/** Where the loss falls fastest over the logarithm of the rate, by central differences. */
function steepest(rates: readonly number[], losses: readonly number[]): number {
  const slope = (i: number): number => (losses[i + 1] - losses[i - 1]) / Math.log(rates[i + 1] / rates[i - 1]);
  let best = 1;
  for (let i = 2; i < losses.length - 1; i++) if (slope(i) < slope(best)) best = i;
  return best;
}

/** The longest chain of points, not necessarily neighbours, each lower than the one before; the middle of its span. */
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
