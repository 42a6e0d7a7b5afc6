import { describe, expect, it } from "vitest";
import { adam, cosine, defineRule, lookahead, muon, sgd } from "../../src/index.ts";
import { hypergradient } from "../../src/testing/hypergradient.ts";

/** ½ λ θ² from 1: after T steps of gradient descent L = ½ λ (1 − ηλ)^2T. */
const bowl = {
  start: [1],
  loss: ([x]: readonly number[]) => x * x,
  gradient: ([x]: readonly number[]) => [2 * x],
  steps: 4,
};

describe("hypergradient", () => {
  it("is the closed form of gradient descent on a quadratic", () => {
    const { passed, unrolled, numeric, message } = hypergradient(sgd({ lr: 0.1 }), "lr", bowl);
    const exact = 8 * 0.8 ** 7 * -2;
    expect(unrolled).toBeCloseTo(exact, 10);
    expect(numeric).toBeCloseTo(exact, 7);
    expect([passed, message]).toEqual([true, expect.stringMatching(/^∂L\/∂lr of sgd: \S+ unrolled, .*; they agree/)]);
  });

  it("takes the product with the Hessian from the problem, or from differences of the gradient", () => {
    const given = { ...bowl, hessianProduct: (_: readonly number[], v: readonly number[]) => v.map((x) => 2 * x) };
    const [one, other] = [bowl, given].map((problem) => hypergradient(adam({ lr: 0.1 }), "beta1", problem).unrolled);
    expect(Math.abs(one - other)).toBeLessThan(1e-9);
  });

  it("differs where the gradient is not that of the loss", () => {
    const wrong = { ...bowl, loss: ([x]: readonly number[]) => x ** 4 };
    const { passed, message } = hypergradient(sgd({ lr: 0.1 }), "lr", wrong);
    expect([passed, message]).toEqual([false, expect.stringContaining("they differ, error ")]);
  });

  const mine = defineRule({ name: "mine", hyper: { lr: 0.1 }, init: () => ({}), update() {} });

  it.each<[string, () => unknown, string | RegExp]>([
    [
      "a name",
      () => hypergradient(sgd(), "lrr", bowl),
      'hypergradient: sgd: unknown hyperparameter "lrr"; did you mean "lr"?',
    ],
    [
      "a schedule",
      () => hypergradient(sgd({ lr: cosine(1, 9) }), "lr", bowl),
      "hypergradient: lr must be a number, got a schedule",
    ],
    [
      "a count",
      () => hypergradient(lookahead(sgd()), "k", bowl),
      "hypergradient: k must be a real number, got a count",
    ],
    ["matrices", () => hypergradient(muon(), "lr", bowl), /must be statements about single weights, got muon: /],
    ["a rule without a program", () => hypergradient(mine(), "lr", bowl), /got mine: it has no program/],
    ["a wrapper", () => hypergradient(lookahead(sgd()), "lr", bowl), /got lookahead\(sgd\): it has no program/],
    [
      "steps",
      () => hypergradient(sgd(), "lr", { ...bowl, steps: 0 }),
      "hypergradient: steps must be an integer >= 1, got 0",
    ],
    [
      "loss",
      () => hypergradient(sgd(), "lr", { ...bowl, loss: 1 as never }),
      "hypergradient: loss must be a function, got 1",
    ],
  ])("refuses %s", (_, run, message) => expect(run).toThrow(message));
});
