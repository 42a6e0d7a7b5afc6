/** @file A rule against the trajectories that an independent program computed with 50 digits. */
import { Optimizer, type RuleFactory, rules } from "../../optim/index.ts";
import { readSource } from "../packageFiles.ts";
import type { Measured } from "./ruleChecks.ts";

interface Case {
  case: string;
  rule: string;
  inner?: object;
  hyper: Record<string, number | number[]>;
  options: Record<string, string | boolean>;
  shape: number[];
  theta0: number[];
  gradients: number[][];
  theta: string[][];
}

/** The worst error over all cases of the rule, in parts of the way travelled so far. */
export function measureOracle(name: string, rule: RuleFactory = rules[name]): Measured[] {
  const all: Case[] = JSON.parse(readSource("tests/golden/trajectories.json"));
  const own = all.filter((one) => one.rule === name && one.inner === undefined);
  if (own.length === 0) return [{ claim: "there is no oracle path of it to compare with", value: null, passed: null }];
  const value = Math.max(...own.map((one) => deviation(one, rule)));
  const claim = `the 50-digit oracle's path in ${own.length} cases, in parts of the way`;
  return [{ claim, value, passed: value <= 1e-12 }];
}

function deviation({ hyper, options, shape, theta0, gradients, theta }: Case, rule: RuleFactory): number {
  const settings = Object.entries(hyper).map(([key, value]): [string, number | ((t: number) => number)] => [
    key,
    typeof value === "number" ? value : (t) => value[t - 1],
  ]);
  const param = { data: Float64Array.from(theta0), grad: null as Float64Array | null, shape };
  const optimizer = new Optimizer([param], rule({ ...Object.fromEntries(settings), ...options }));
  let [distance, largest, worst] = [0, 0, 0];
  let before = theta0;
  for (const [step, gradient] of gradients.entries()) {
    param.grad = Float64Array.from(gradient);
    optimizer.step();
    const expected = theta[step].map(Number);
    distance += Math.hypot(...expected.map((x, i) => x - before[i]));
    largest = Math.max(largest, ...expected.map(Math.abs));
    // Every stored weight is rounded; that much is nobody's error.
    const rounding = 2 * (step + 1) * 2 ** -53 * largest;
    const stray = Math.max(...expected.map((x, i) => Math.abs(param.data[i] - x)));
    worst = Math.max(worst, Math.max(0, stray - rounding) / Math.max(distance, Number.MIN_VALUE));
    before = expected;
  }
  return worst;
}
