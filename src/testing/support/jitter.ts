import type { Rule } from "../../optim/rule.ts";
import { driveRule } from "../driveRule.ts";
import type { Optim } from "./claim.ts";
import { noise } from "./noise.ts";

/** The distance of θ and of its average from the minimum of ½θ², over the last 1,000 of 2,000 noisy updates. */
export function jitter(optim: Optim, rule: Rule): { theta: number; average: number } {
  const stream = noise(7, 2000);
  const gradient = ([x]: readonly number[], t: number) => [x + stream[t - 1]];
  const { theta, average } = driveRule(optim, rule, { start: [1], gradient, steps: stream.length });
  return { theta: Math.hypot(...theta.slice(1000).flat()), average: Math.hypot(...average.slice(1000).flat()) };
}
