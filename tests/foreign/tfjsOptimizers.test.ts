/** @file The paths that TensorFlow.js's tests of its optimizers expect. The table says where they are from. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/optim/index.ts";
import * as optim from "../../src/optim/index.ts";
import * as schedules from "../../src/schedules/index.ts";
import { driveRule } from "../../src/testing/driveRule.ts";

/** A figure that the rule, worked through by hand, does not give. */
interface Wrong {
  step: number;
  weight: number;
  here: number;
  why: string;
}

interface Case {
  file: string;
  rule: string;
  start: number[];
  theta: number[][];
  losses: number[];
  wrong?: Wrong[];
}

interface Table {
  differs: { adadelta: string };
  cases: Case[];
}

const { differs, cases }: Table = JSON.parse(readFileSync(new URL("tfjsOptimizers.json", import.meta.url), "utf8"));

const scope = { ...optim, ...schedules };
const ruleOf = (text: string): Rule => new Function(...Object.keys(scope), `return ${text};`)(...Object.values(scope));
const gradient = (theta: readonly number[]) => theta.map((x) => 2 * x);
const loss = (theta: readonly number[]) => theta.reduce((sum, x) => sum + x * x, 0);

/** The places after the decimal point; a figure may be off by one in the last of them. */
const unit = (figure: number) => 10 ** -(String(figure).split(".")[1] ?? "").length;

function expectFigure(actual: number, figure: number, what: string): void {
  // Figures that end in …1 or …6 at the seventh place were printed in Float32.
  expect(Math.abs(actual - figure), `${what}: ${actual} against ${figure}`).toBeLessThanOrEqual(
    Math.max(1.2 * unit(figure), 2e-7 * Math.max(1, figure)),
  );
}

const path = ({ rule, start, theta, losses }: Case) =>
  driveRule(optim, ruleOf(rule), { start, gradient, steps: Math.max(theta.length, losses.length) }).theta;

describe("paths are those of TensorFlow.js's tests", () => {
  it.each(cases.map((one) => [one.file, one.rule, one] as const))("%s: %s", (_file, _rule, given) => {
    const { theta, losses, wrong = [] } = given;
    const reached = path(given);
    for (const [t, weights] of theta.entries()) {
      for (const [i, figure] of weights.entries()) {
        if (wrong.some(({ step, weight }) => step === t + 1 && weight === i)) continue;
        expectFigure(reached[t + 1][i], figure, `weight ${i} after step ${t + 1}`);
      }
    }
    for (const [t, figure] of losses.entries()) expectFigure(loss(reached[t]), figure, `loss before step ${t + 1}`);
  });
});

describe("figures of TensorFlow.js that are wrong, within its tolerance of 0.01 or 0.001", () => {
  const wrong = cases.flatMap((one) => (one.wrong ?? []).map((place) => ({ ...one, ...place })));
  it.each(wrong.map((one) => [one.file, one.why, one] as const))("%s: %s", (_file, _why, one) => {
    const { step, weight, here, ...given } = one;
    const actual = path(given)[step][weight];
    expectFigure(actual, here, "here");
    expect(Math.abs(actual - given.theta[step - 1][weight])).toBeGreaterThan(1e-4);
  });
});

it(differs.adadelta, () => {
  const [, first] = driveRule(optim, optim.adadelta({ lr: 0.1, rho: 0.95, eps: 1e-8 }), {
    start: [1, 2],
    gradient,
    steps: 1,
  }).theta;
  // Zeiler, Algorithm 1, lines 4 and 5: √(0 + ε) / √(0.05 · 4 + ε) · 2.
  expect(1 - first[0]).toBeCloseTo((0.1 * 2 * Math.sqrt(1e-8)) / Math.sqrt(0.2 + 1e-8), 12);
  expect(first[0]).not.toBeCloseTo(0.8, 2);
});
