/** @file The mistakes of drivers and ports that the checks name. */

import { describe, expect, it } from "vitest";
import { checkRule } from "../../src/testing/checkRule.ts";
import { type DriverCalls, driver } from "../../src/testing/driver.ts";
import type { RuleReport } from "../../src/testing/ruleReport.ts";
import { adamOf, plain, type Run } from "../support/adamDriver.ts";

const wrong = ({ checks }: RuleReport): string[] =>
  checks.filter(({ passed }) => passed === false).map(({ name, problem }) => `${name}: ${problem}`);

describe("what a driver does to its arguments", () => {
  it.each<[string, Parameters<typeof plain>[0], string]>([
    [
      "mutates its gradient",
      (theta, g, lr) =>
        g.forEach((_, i) => {
          theta[i] -= g[i] *= lr;
        }),
      "step 1 mutates its gradient",
    ],
    [
      "ignores zeros",
      (theta, g, lr) =>
        g.forEach((x, i) => {
          theta[i] -= (lr * x * x) / x;
        }),
      "theta[0] is NaN after step 1",
    ],
  ])("%s", (_, step, problem) => {
    expect(wrong(checkRule(plain(step), { like: "sgd" })).join("\n")).toContain(problem);
  });

  it("keeps hidden state between runs", () => {
    let steps = 0;
    const report = checkRule(
      plain((theta, g, lr) =>
        g.forEach((x, i) => {
          theta[i] -= lr * x + 1e-9 * steps++;
        }),
      ),
      { like: "sgd" },
    );
    expect(wrong(report).join("\n")).toContain("it keeps hidden state between runs: the second instance differs");
  });

  it("shares buffers between instances", () => {
    const buffers = new Map<number, Float64Array>();
    const shared = driver<{ theta: Float64Array; u: Float64Array; lr: number; mu: number }>({
      start(theta, { lr, mu }) {
        const u = buffers.get(theta.length) ?? new Float64Array(theta.length);
        buffers.set(theta.length, u.fill(0));
        return { theta, u, lr, mu };
      },
      step({ theta, u, lr, mu }, g) {
        for (let i = 0; i < g.length; i++) theta[i] += u[i] = mu * u[i] - lr * g[i];
      },
      theta: ({ theta }) => theta,
    });
    expect(wrong(checkRule(shared, { like: "momentum" })).join("\n")).toContain(
      "two instances side by side do not influence each other: they share state or arrays",
    );
  });

  it("keeps the gradient's array for the next step", () => {
    const stale = driver<{ theta: Float64Array; before: Float64Array | null; lr: number }>({
      start: (theta, { lr }) => ({ theta, before: null, lr }),
      step(run, g) {
        const { theta, before, lr } = run;
        for (let i = 0; i < g.length; i++) theta[i] -= lr * g[i] + 0 * (before?.[i] ?? 0);
        run.before = g;
      },
      theta: ({ theta }) => theta,
    });
    expect(wrong(checkRule(stale, { like: "sgd" }))).toEqual([
      "reads a gradient at its own step only: step 2 reads the gradient array of an earlier step, which callers reuse; copy it",
    ]);
  });

  it("does not start from the weights given", () => {
    const report = checkRule(adamOf({ theta: ({ theta }) => theta.map((x) => x + 1) }), { like: "adam" });
    expect(wrong(report).join("\n")).toContain("the weights at the start must be those given: theta[0] must be");
  });
});

describe("a driver that does not run", () => {
  it.each<[string, Partial<DriverCalls<Run>>, string]>([
    [
      "start throws",
      {
        start: () => {
          throw new Error("no memory");
        },
      },
      "start threw: no memory",
    ],
    [
      "step throws",
      {
        step: () => {
          throw new Error("no gradient");
        },
      },
      "step 1 threw: no gradient",
    ],
    ["too few weights", { theta: () => [1, 2] }, "theta must return 6 numbers, got 2 at the start"],
    [
      "no weights",
      { theta: () => undefined as never },
      "theta must return a list of 6 numbers, got undefined at the start",
    ],
    ["a promise", { step: async () => 1 }, "step must change the instance before it returns, got a promise"],
    ["NaN", { step: ({ theta }) => theta.fill(Number.NaN) }, "theta[0] is NaN after step 1, its gradient"],
  ])("%s", (_, change, problem) => {
    const report = checkRule(adamOf(change as object), { like: "adam" });
    expect(report.passed).toBe(false);
    expect(wrong(report)).toEqual([expect.stringContaining(problem)]);
  });

  it("says which hyperparameters do not exist", () => {
    const { message } = checkRule(adamOf(), { like: "sgd" });
    expect(message).toContain("it reads beta1, beta2, eps, which sgd does not have");
  });
});

describe("the mistakes of ports", () => {
  /** Adam whose loop differs in one place. */
  const mistaken = (change: "second" | "root" | "none" | "squared" | "l2") =>
    driver<Run & { hyper: Readonly<Record<string, number>> }>({
      start: (theta, { lr, beta1, beta2, eps, weightDecay }) => ({
        theta,
        m: theta.map(() => 0),
        v: theta.map(() => 0),
        t: 0,
        hyper: { lr, beta1, beta2, eps, weightDecay },
      }),
      step(run, gradient) {
        const { theta, m, v, hyper } = run;
        const { lr, beta1, beta2, eps, weightDecay = 0 } = hyper;
        const t = ++run.t;
        for (let i = 0; i < theta.length; i++) {
          const g = gradient[i] + (change === "l2" ? weightDecay * theta[i] : 0);
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          v[i] = beta2 * v[i] + (1 - beta2) * (change === "squared" ? Math.abs(g) : g * g);
          const mHat = change === "none" ? m[i] : m[i] / (1 - beta1 ** t);
          const vHat = change === "second" || change === "none" ? v[i] : v[i] / (1 - beta2 ** t);
          theta[i] -= lr * (mHat / (change === "root" ? Math.sqrt(vHat + eps) : Math.sqrt(vHat) + eps));
        }
      },
      theta: ({ theta }) => theta,
    });

  it.each<[Parameters<typeof mistaken>[0], string, string]>([
    ["second", "adam", "adam, but v is not corrected for its start at 0"],
    ["squared", "adam", "adam, but v averages |g| in place of g²"],
    ["none", "adam", "adam, variant mlx"],
    ["root", "adam", "adam with ε inside the root"],
    ["l2", "adamw", "adamw with weight decay added to the gradient (L2), not decoupled"],
  ])("%s: names it", (change, like, words) => {
    const { passed, nearest, message } = checkRule(mistaken(change), { like });
    expect([passed, nearest?.words]).toEqual([false, words]);
    expect(message.split("\n")[0]).toContain(`this is ${words}`);
  });
});
