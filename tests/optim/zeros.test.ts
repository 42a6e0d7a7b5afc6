/** @file Zeros everywhere: a gradient of 0, ε = 0, a learning rate of 0, decay rates of 0. Nothing moves, nothing is NaN. */
import { describe, expect, it } from "vitest";
import { Optimizer, type Rule, type RuleFactory, rules } from "../../src/optim/index.ts";

const start = [1, -0.5, 0.25, 2];

/** The weights after each gradient, applied to all four elements. */
function path(rule: Rule, gradients: number[]): number[][] {
  const param = { data: Float32Array.from(start), grad: null as Float32Array | null, shape: [2, 2] };
  const optimizer = new Optimizer([param], rule);
  return gradients.map((g) => {
    param.grad = new Float32Array(4).fill(g);
    optimizer.step();
    return [...param.data];
  });
}

/** A rule with every combination of one option's form and these hyperparameters, where it has them. */
function forms(factory: RuleFactory, hyper: Record<string, number>): Rule[] {
  const own = Object.fromEntries(Object.entries(hyper).filter(([name]) => name in factory().hyper));
  const options = Object.entries(factory().choices);
  return [
    factory(own),
    ...options.flatMap(([option, choices]) => choices.slice(1).map((choice) => factory({ ...own, [option]: choice }))),
  ];
}

const undecayed = { weightDecay: 0, lambd: 0 };
const factories = Object.entries(rules)
  .filter(([, { definition }]) => !definition.needsClosure)
  .map(([name, factory]) => ({ name, factory }));

describe("without a gradient", () => {
  it.each(factories)("$name does not move, with ε = 0 too", ({ factory }) => {
    for (const rule of [...forms(factory, undecayed), ...forms(factory, { ...undecayed, eps: 0, initial: 0 })]) {
      expect(path(rule, [0, 0, -0, 0])).toEqual([start, start, start, start]);
    }
  });

  it.each(factories)("$name moves with its first gradients after zeros, and only by finite steps", ({ factory }) => {
    for (const rule of forms(factory, { ...undecayed, eps: 0, initial: 0, lr: 1e-2 })) {
      const weights = path(rule, [0, 0, 0.1, -0.3, 0, 0.1, 0.1, 0.1]);
      expect(weights.flat().every(Number.isFinite)).toBe(true);
    }
  });
});

describe("with hyperparameters at 0", () => {
  it.each(factories)("$name does not move with a learning rate of 0", ({ factory }) => {
    for (const rule of forms(factory, { ...undecayed, lr: 0 })) {
      if (rule.options.form === "paper" || rule.name === "rprop") continue; // bounds hold whatever the rate, Δ ≥ stepMin too
      expect(path(rule, [0.1, -0.2, 0.3])).toEqual([start, start, start]);
    }
  });

  it.each(factories)("$name takes decay rates of 0", ({ factory }) => {
    for (const rule of forms(factory, { beta: 0, beta1: 0, beta2: 0, mu: 0, rho: 0 })) {
      expect(path(rule, [0.1, -0.2, 0, 0.3]).flat().every(Number.isFinite)).toBe(true);
    }
  });
});
