/**
 * @file The derivative of the loss after six updates by every hyperparameter, through the rule's own statements on dual
 * numbers, against a central difference of two trainings by the Optimizer. It holds that each rule is as smooth as it
 * reads, and that its statements as read from the source (for kernels, traces) are what the Optimizer carries out.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { RuleFactory } from "../../src/optim/index.ts";
import * as optim from "../../src/optim/index.ts";
import type { Rule } from "../../src/optim/rule.ts";
import { assertClose } from "../../src/testing/support/assertClose.ts";
import { last } from "../../src/testing/support/numbers.ts";
import { trajectory } from "../../src/testing/support/trajectory.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { formsOf } from "../support/formsOf.ts";
import { add, type Dual, dual, dualUpdate, type Memory, multiply } from "../support/rules/dual.ts";
import { NotVectorisable, type Program, readRules } from "../support/rules/program.ts";

const steps = 6;
const start = [1.5, -0.8, 0.4];

/** Inner points of every hyperparameter's range, so that both neighbours are allowed. */
const inside: Record<string, number> = {
  lr: 0.05,
  beta1: 0.8,
  beta2: 0.9,
  beta3: 0.95,
  beta: 0.8,
  rho: 0.8,
  mu: 0.7,
  dampening: 0.3,
  eps: 0.02,
  epsRoot: 0.01,
  initial: 0.5,
  lrDecay: 0.2,
  weightDecay: 0.1,
  baseLr: 0.04,
  finalLr: 0.1,
  gamma: 0.3,
  threshold: 4.3,
  momentumDecay: 0.1,
  lambd: 0.2,
  alpha: 0.8,
  t0: 1.5,
  etaPlus: 1.3,
  etaMinus: 0.6,
  stepMin: 0.01,
  stepMax: 0.2,
  trust: 0.05,
};

/** Whole numbers have no derivative. */
const counts: Record<string, number> = { warmupSteps: 3 };

/** ∂/∂θ of Σ ½(i + 1)θᵢ² + ¼θᵢ⁴ */
const slope = (x: Dual, i: number): Dual => add(multiply(dual(i + 1), x), multiply(x, multiply(x, x)));
const loss = (theta: readonly number[]): number =>
  theta.reduce((sum, x, i) => sum + 0.5 * (i + 1) * x * x + 0.25 * x ** 4, 0);

/** The statements of a rule's form as read from its source; null if it is more than loops over single weights. */
function programOf(rule: Rule): Program | null {
  if (traceOf(rule) === undefined) return null;
  const file = fileURLToPath(new URL(`../../src/optim/rules/${rule.name}.ts`, import.meta.url));
  const found = readRules(file, readFileSync(file, "utf8")).find(({ variant }) => variant === rule.variant);
  return found === undefined || found.program instanceof NotVectorisable ? null : found.program;
}

/** The path on dual numbers with slope 1 in one hyperparameter. */
function dualPath(program: Program, rule: Rule, by: string): { theta: number[][]; slope: number } {
  const theta = start.map((x) => dual(x));
  const hyper = rule.hyper as Record<string, number>;
  const init = (value: number) => rule.init(Float64Array.from(start), [start.length], { ...hyper, [by]: value });
  // Buffers that start from a hyperparameter are that number itself, so that a difference of any width is exact.
  const [above, state, below] = [1, 0, -1].map((step) => init(hyper[by] + step / 1024));
  const buffers = Object.entries(state).map(
    ([name, values]) => [name, Array.from(values, (x, i) => dual(x, (above[name][i] - below[name][i]) * 512))] as const,
  );
  const arrays: Record<string, Dual[]> = { theta, g: [], ...Object.fromEntries(buffers) };
  const path = [[...start]];
  for (let t = 1; t <= steps; t++) {
    arrays.g = theta.map(slope);
    const scalars: Memory["scalars"] = { t: dual(t) };
    for (const [name, value] of Object.entries(hyper)) scalars[name] = dual(value, name === by ? 1 : 0);
    dualUpdate(program, { scalars, arrays });
    path.push(theta.map(({ value }) => value));
  }
  const total = theta.reduce((sum, x, i) => add(sum, multiply(dual(slope(dual(x.value), i).value), x)), dual(0)).slope;
  return { theta: path, slope: total };
}

const train = (rule: Rule): number[][] =>
  trajectory(optim, rule, { start, gradient: (theta) => theta.map((x, i) => slope(dual(x), i).value), steps });

const byName: Readonly<Record<string, RuleFactory>> = optim.rules;

const forms = Object.entries(byName).flatMap(([name, factory]) =>
  formsOf(factory).flatMap((rule) => {
    const program = programOf(rule);
    return program === null ? [] : [{ name, variant: rule.variant, program }];
  }),
);

describe("hyper-gradients", () => {
  it("are tested for most rules and variants", () => {
    expect(forms.filter(({ variant }) => variant === "").length).toBeGreaterThan(20);
    expect(forms.filter(({ variant }) => variant !== "").length).toBeGreaterThan(20);
  });

  it.each(forms)("$name $variant", ({ name, variant, program }) => {
    const make = (settings: Record<string, number>): Rule => byName[name]({ ...settings, variant });
    const names = Object.keys(make({}).hyper);
    expect(Object.keys({ ...inside, ...counts })).toEqual(expect.arrayContaining(names));
    const settings = Object.fromEntries(names.map((key) => [key, inside[key] ?? counts[key]]));
    const rule = make(settings);
    for (const by of names.filter((key) => key in inside)) {
      const { theta, slope } = dualPath(program, rule, by);
      assertClose(theta.flat(), train(rule).flat(), { absolute: 1e-14 });
      const h = 1e-5 * settings[by];
      const [above, below] = [h, -h].map((step) => loss(last(train(make({ ...settings, [by]: settings[by] + step })))));
      assertClose(slope, (above - below) / (2 * h), { relative: 1e-6, absolute: 1e-7 }, `∂L/∂${by}`);
    }
  });
});
