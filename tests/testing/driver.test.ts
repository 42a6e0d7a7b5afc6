/** @file `driver` makes any optimizer a subject of the checks, whatever its interface. */

import { describe, expect, it } from "vitest";
import { checkRule } from "../../src/testing/checkRule.ts";
import { driver } from "../../src/testing/driver.ts";
import type { RuleReport } from "../../src/testing/ruleReport.ts";
import { adamOf, plain, type Run } from "../support/adamDriver.ts";

const wrong = ({ checks }: RuleReport): string[] =>
  checks.filter(({ passed }) => passed === false).map(({ name, problem }) => `${name}: ${problem}`);

describe("driver", () => {
  it("passes a correct optimizer that adds its terms in another order", () => {
    const report = checkRule(adamOf(), { like: "adam" });
    expect(wrong(report)).toEqual([]);
    expect(report.message).toMatch(/^this is adam \(Kingma & Ba 2015\): \d+ checks passed$/m);
    expect(report.checks.map(({ name }) => name)).toContain("Adam's first step is −α sign(g)");
    expect(report.message).toContain("left out: Adam with ε inside the root");
  });

  it("tests an optimizer with fixed hyperparameters where those apply", () => {
    const fixed = driver({
      start: (theta) => ({ theta }),
      step: ({ theta }, g) =>
        g.forEach((x, i) => {
          theta[i] -= 0.05 * x;
        }),
      theta: ({ theta }) => theta,
    });
    expect(checkRule(fixed, { like: "sgd", hyper: { lr: 0.05 } }).passed).toBe(true);
    const { passed, message } = checkRule(fixed, { like: "sgd" });
    expect([passed, /follows sgd on ordinary.*, 5 times that/.test(message)]).toEqual([false, true]);
  });

  it("names the mistake of a settings' meaning", () => {
    const { message, nearest } = checkRule(
      plain((theta, g, lr) =>
        g.forEach((x, i) => {
          theta[i] += lr * x;
        }),
      ),
      { like: "sgd" },
    );
    expect(nearest?.words).toBe("sgd that moves along the gradient, not against it");
    expect(message).toMatch(/^this is sgd that moves along the gradient, not against it; it must be sgd/);
  });

  it("leaves alone hyperparameters that start copies without use", () => {
    const spread = driver<{ theta: Float64Array; hyper: Readonly<Record<string, number>>; g2: Float64Array }>({
      start: (theta, hyper) => ({ theta, hyper: { ...hyper }, g2: theta.map(() => 0) }),
      step({ theta, hyper: { lr, eps }, g2 }, g) {
        for (let i = 0; i < g.length; i++) {
          g2[i] += g[i] * g[i];
          theta[i] -= (lr * g[i]) / (Math.sqrt(g2[i]) + eps);
        }
      },
      theta: ({ theta }) => theta,
    });
    const report = checkRule(spread, { like: "adagrad" });
    expect(wrong(report)).toEqual([]);
    expect(report.message).toContain("note   reads epsRoot, initial, but its path does not depend on it");
  });

  it("compares Float32 weights within the rounding of Float32, and says so", () => {
    const float32 = driver<{ theta: Float32Array; lr: number }>({
      start: (theta, { lr }) => ({ theta: Float32Array.from(theta), lr }),
      step: ({ theta, lr }, g) =>
        g.forEach((x, i) => {
          theta[i] -= lr * x;
        }),
      theta: ({ theta }) => theta,
    });
    const { passed, message } = checkRule(float32, { like: "sgd" });
    expect(passed).toBe(true);
    expect(message).toContain("note   keeps its weights in Float32");
  });

  it("runs an optimizer that takes Float32Arrays only, and says so", () => {
    const picky = driver<{ theta: Float32Array; lr: number }>({
      start(theta, { lr }) {
        if (!(theta instanceof Float32Array)) throw new TypeError("expected Float32Array");
        return { theta, lr };
      },
      step: ({ theta, lr }, g) =>
        g.forEach((x, i) => {
          theta[i] -= lr * x;
        }),
      theta: ({ theta }) => theta,
    });
    const { passed, message } = checkRule(picky, { like: "sgd" });
    expect(passed).toBe(true);
    expect(message).toContain("needs Float32Arrays; with Float64Array start threw: expected Float32Array");
  });
});

describe("resuming", () => {
  const state = ({ m, v, t }: Run) => ({ m: m.slice(), v: v.slice(), t });
  const restore = (run: Run, saved: unknown) => void Object.assign(run, structuredClone(saved));

  it("reports that the path to compare with throws, and throws nothing itself", () => {
    /** Adam whose instance of this number has no weights; returns the number of the first whose state is taken. */
    const checkBroken = (broken: number) => {
      let [started, taken] = [0, 0];
      const numbered = adamOf({
        start: (theta, hyper) =>
          ({ theta, m: theta.map(() => 0), v: theta.map(() => 0), t: 0, number: ++started, ...hyper }) as never,
        theta: (run) => {
          if (run.number === broken) throw new Error("no weights");
          return run.theta;
        },
        state: (run) => {
          taken ||= run.number;
          return state(run);
        },
        restore,
      });
      return { ...checkRule(numbered, { like: "adam" }), taken };
    };
    const { taken, passed } = checkBroken(0);
    expect(passed).toBe(true);
    expect(wrong(checkBroken(taken - 1))).toEqual([
      "stopped after any step and resumed, it gives the same bits: theta after step 12 threw: no weights",
    ]);
  });

  it("is checked where state can be taken", () => {
    const { checks } = checkRule(adamOf({ state, restore }), { like: "adam" });
    const [check] = checks.filter(({ name }) => name.startsWith("stopped after any step"));
    expect(check).toMatchObject({ passed: true, problem: null });
  });

  it("notices a state without the step count, and one that shares its arrays", () => {
    const incomplete = adamOf({ state: ({ m, v }) => ({ m: m.slice(), v: v.slice() }), restore });
    expect(wrong(checkRule(incomplete, { like: "adam" }))).toEqual([
      expect.stringContaining("the weights when resumed after step 1: theta[0] must be"),
    ]);
    const shared = adamOf({ state: ({ m, v, t }) => ({ m, v, t }), restore });
    expect(wrong(checkRule(shared, { like: "adam" }))).toEqual([
      expect.stringContaining("the state saved after step 0, which further steps change: state.m[0] must be"),
    ]);
  });
});

describe("bad arguments of driver", () => {
  it.each<[object, string]>([
    [{ start: 1 }, "driver: start must be a function, got 1"],
    [{ start: () => 1, step: () => 1 }, "driver: theta must be a function, got undefined"],
    [{ strat: () => 1 }, 'driver: unknown option "strat"; did you mean "start"?'],
    [
      { start: () => 1, step: () => 1, theta: () => [], state: () => 1 },
      "driver: state needs restore beside it, got none",
    ],
  ])("%o", (calls, message) => expect(() => driver(calls as never)).toThrow(message));
});
