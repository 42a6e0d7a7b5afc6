/**
 * @file The derivative of the loss after six updates by every hyperparameter, through the rule's statements. It is
 * compared with a central difference of two trainings by the Optimizer. It holds that each rule is as smooth as it
 * reads. It also holds that the Optimizer executes the statements read from the source for kernels, traces and
 * emitters.
 */
import { describe, expect, it } from "vitest";
import * as programs from "../../src/generated/programs/index.ts";
import type { RuleFactory } from "../../src/optim/index.ts";
import * as optim from "../../src/optim/index.ts";
import { hypergradient } from "../../src/testing/hypergradient.ts";
import { formsOf } from "../support/formsOf.ts";

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

/** Σ ½(i + 1)θᵢ² + ¼θᵢ⁴ */
const problem = {
  start,
  steps,
  loss: (theta: readonly number[]) => theta.reduce((sum, x, i) => sum + 0.5 * (i + 1) * x * x + 0.25 * x ** 4, 0),
  gradient: (theta: readonly number[]) => theta.map((x, i) => (i + 1) * x + x ** 3),
  hessianProduct: (theta: readonly number[], v: readonly number[]) => v.map((d, i) => (i + 1 + 3 * theta[i] ** 2) * d),
};

const byName: Readonly<Record<string, RuleFactory>> = optim.rules;
const written = programs as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const forms = Object.entries(byName).flatMap(([name, factory]) =>
  formsOf(factory)
    .filter(({ variant }) => typeof written[name]?.[variant] === "object")
    .map(({ variant }) => ({ name, variant })),
);

describe("hyper-gradients", () => {
  it("are tested for most rules and variants", () => {
    expect(forms.filter(({ variant }) => variant === "").length).toBeGreaterThan(20);
    expect(forms.filter(({ variant }) => variant !== "").length).toBeGreaterThan(20);
  });

  it.each(forms)("$name $variant", ({ name, variant }) => {
    const names = Object.keys(byName[name]({ variant }).hyper);
    expect(Object.keys({ ...inside, ...counts })).toEqual(expect.arrayContaining(names));
    const settings = Object.fromEntries(names.map((key) => [key, inside[key] ?? counts[key]]));
    const rule = byName[name]({ ...settings, variant });
    for (const by of names.filter((key) => key in inside)) {
      const report = hypergradient(rule, by, problem);
      expect(report.passed, report.message).toBe(true);
      expect(report.path).toBeLessThan(1e-14);
    }
  });
});
