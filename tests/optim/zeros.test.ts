/** @file Zeros everywhere: gradient, ε, learning rate, decay rates. Nothing moves and nothing is NaN. */
import { describe, expect, it } from "vitest";
import { Optimizer, type Rule, rules } from "../../src/optim/index.ts";
import { formsOf } from "../support/formsOf.ts";

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

const zeroEps = { eps: 0, epsRoot: 0, initial: 0 };
const undecayed = { weightDecay: 0, lambd: 0 };
/** optax's Yogi starts m at `initial`, so it moves without a gradient. */
const startsMoving = (rule: Rule): boolean => rule.name === "yogi" && rule.variant === "optax";
const factories = Object.entries(rules)
  .filter(([, { definition }]) => !definition.needsClosure)
  .map(([name, factory]) => ({ name, factory }));

describe("without a gradient", () => {
  it.each(factories)("$name does not move, with ε = 0 either", ({ factory }) => {
    const forms = formsOf(factory, undecayed).filter((rule) => !startsMoving(rule));
    for (const rule of [...forms, ...formsOf(factory, { ...undecayed, ...zeroEps })]) {
      expect(path(rule, [0, 0, -0, 0])).toEqual([start, start, start, start]);
    }
  });

  it.each(factories)("$name takes finite steps at its first gradients after zeros", ({ factory }) => {
    for (const rule of formsOf(factory, { ...undecayed, ...zeroEps, lr: 1e-2 })) {
      const weights = path(rule, [0, 0, 0.1, -0.3, 0, 0.1, 0.1, 0.1]);
      expect(weights.flat().every(Number.isFinite)).toBe(true);
    }
  });
});

describe("with hyperparameters at 0", () => {
  it.each(factories)("$name does not move with a learning rate of 0", ({ factory }) => {
    for (const rule of formsOf(factory, { ...undecayed, lr: 0 })) {
      // Bounds hold whatever the rate is: those of the paper's AdaBound, and Rprop's stepMin.
      if (/bound$/.test(rule.name) ? rule.variant === "paper" : rule.name === "rprop") continue;
      expect(path(rule, [0.1, -0.2, 0.3])).toEqual([start, start, start]);
    }
  });

  it.each(factories)("$name takes decay rates of 0", ({ factory }) => {
    for (const rule of formsOf(factory, { beta: 0, beta1: 0, beta2: 0, beta3: 0, mu: 0, rho: 0 })) {
      expect(path(rule, [0.1, -0.2, 0, 0.3]).flat().every(Number.isFinite)).toBe(true);
    }
  });
});
