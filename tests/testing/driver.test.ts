import { describe, expect, it } from "vitest";
import { checkRule } from "../../src/testing/checkRule.ts";
import { type DriverCalls, driver } from "../../src/testing/driver.ts";
import type { RuleReport } from "../../src/testing/ruleReport.ts";

interface Run {
  theta: Float64Array;
  m: Float64Array;
  v: Float64Array;
  t: number;
}

/** A typical port of Adam; `change` alters one call. */
const adamOf = (change: Partial<DriverCalls<Run & Record<string, number>>> = {}) =>
  driver<Run & Record<string, number>>({
    start: (theta, { lr, beta1, beta2, eps }) =>
      ({ theta, m: theta.map(() => 0), v: theta.map(() => 0), t: 0, lr, beta1, beta2, eps }) as never,
    step(run, g) {
      const { theta, m, v, lr, beta1, beta2, eps } = run;
      run.t++;
      const rate = (lr * Math.sqrt(1 - beta2 ** run.t)) / (1 - beta1 ** run.t);
      const corrected = eps * Math.sqrt(1 - beta2 ** run.t);
      for (let i = 0; i < g.length; i++) {
        m[i] += (1 - beta1) * (g[i] - m[i]);
        v[i] += (1 - beta2) * (g[i] ** 2 - v[i]);
        theta[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + corrected);
      }
    },
    theta: ({ theta }) => theta,
    ...change,
  });

const plain = (step: (theta: Float64Array, g: Float64Array, lr: number) => void) =>
  driver<{ theta: Float64Array; lr: number }>({
    start: (theta, { lr }) => ({ theta, lr }),
    step: ({ theta, lr }, g) => step(theta, g, lr),
    theta: ({ theta }) => theta,
  });

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
