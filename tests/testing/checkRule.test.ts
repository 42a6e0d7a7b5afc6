import { afterEach, describe, expect, it } from "vitest";
import { useFast } from "../../src/kernels/useFast.ts";
import { usingFast } from "../../src/kernels/usingFast.ts";
import { adam, defineRule, lookahead, rules, sgd } from "../../src/optim/index.ts";
import { checkLibrary } from "../../src/testing/checkLibrary.ts";
import { checkRule } from "../../src/testing/checkRule.ts";
import * as claims from "../../src/testing/claims/index.ts";
import { driver } from "../../src/testing/driver.ts";
import { proofsOf } from "../../src/testing/proofsOf.ts";
import type { RuleReport } from "../../src/testing/ruleReport.ts";
import { subjectNamed } from "../../src/testing/subjectNamed.ts";
import { trajectories } from "../../src/testing/trajectories.ts";

afterEach(useFast);

const failed = ({ checks }: RuleReport): string[] =>
  checks.filter(({ passed }) => passed === false).map(({ name, problem }) => `${name}: ${problem}`);

describe("checkRule of the library", () => {
  it.each(Object.keys(claims))("%s: no proof is listed twice", (name) => {
    const titles = proofsOf(subjectNamed(name)).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(8);
  });

  it("passes rules as they are, and leaves the fast kernels on", async () => {
    const report = checkRule(rules.momentum, { like: "momentum", trajectories: await trajectories("momentum") });
    expect(failed(report)).toEqual([]);
    expect(report.message).toMatch(/^this is momentum: \d+ checks passed$/);
    expect(report.checks[0]).toMatchObject({ name: "follows 2 trajectories of 25 digits", bound: 1e-12 });
    expect(usingFast()).toBe(true);
  });

  it("describes the rule: momentum's steps grow tenfold on a constant gradient", () => {
    const [first, last] = checkRule(rules.momentum, { like: "momentum" }).checks.slice(-2);
    const described = {
      name: expect.stringContaining("step 1 "),
      measured: 1,
      bound: null,
      passed: null,
      problem: null,
    };
    expect(first).toEqual(described);
    expect(last.measured).toBeCloseTo(10, 2);
  });

  it("checks an expression by the properties of its parts", () => {
    const report = checkLibrary("lookahead(sgd, k=2)", (settings) => lookahead(sgd(settings), { k: 2 }));
    expect(failed(report)).toEqual([]);
    const subject = subjectNamed("maximize(clipByNorm(adam))", rules.adam);
    expect(subject).toMatchObject({ ascends: true, scope: "tensor" });
  });

  it("holds lars' kernel to the rounding of its weights, which are large beside its steps", () => {
    expect(failed(checkRule(rules.lars, { like: "lars" }))).toEqual([]);
  });
});

describe("checkRule of a rule with wrappers", () => {
  interface Run {
    theta: Float64Array;
    slow: Float64Array;
    t: number;
    hyper: Readonly<Record<string, number>>;
  }
  /** SGD with Lookahead, whose slow weights move by `share` of α. */
  const own = (share = 1) =>
    driver<Run>({
      start: (theta, { lr, k, alpha }) => ({ theta, slow: theta.slice(), t: 0, hyper: { lr, k, alpha } }),
      step(run, g) {
        const { theta, slow, hyper } = run;
        for (let i = 0; i < g.length; i++) theta[i] -= hyper.lr * g[i];
        if (++run.t % hyper.k !== 0) return;
        for (let i = 0; i < g.length; i++) theta[i] = slow[i] += share * hyper.alpha * (theta[i] - slow[i]);
      },
      theta: ({ theta }) => theta,
      state: ({ slow, t }) => ({ slow: slow.slice(), t }),
      restore: (run, saved) => void Object.assign(run, structuredClone(saved)),
    });
  const like = lookahead(sgd({ lr: 0.1 }), { k: 3 });

  it("passes another program of the same equations, with its settings, claims and state", () => {
    const report = checkRule(own(), { like });
    expect(failed(report)).toEqual([]);
    expect(report.message).toMatch(/^this is lookahead\(sgd\) \(Zhang, Lucas, Hinton & Ba 2019\): \d+ checks passed$/m);
    const names = report.checks.map(({ name }) => name);
    expect(names).toContain("mirrored weights and gradients give the mirrored path");
    expect(names).toContain("stopped after any step and resumed, it gives the same bits");
    expect(failed(checkRule(like, { like: lookahead(sgd(), { k: 3 }) }))).toEqual([]);
  });

  it("names the step at which another one departs", () => {
    const { passed, checks } = checkRule(own(0.5), { like });
    expect(passed).toBe(false);
    const first = checks.find((one) => one.passed === false);
    expect(first?.problem).toMatch(
      /^at step 3 weight 0, gradient \S+, moves by \S+; lookahead\(sgd\) moves it by \S+,/,
    );
    expect(checkRule(own(), { like: lookahead(sgd({ lr: 0.1 }), { k: 4 }), hyper: { k: 3 } }).passed).toBe(true);
    expect(checkRule(sgd({ lr: 0.1 }), { like }).message).toMatch(/^this is sgd.*; it must be lookahead\(sgd\)/);
  });

  it("does not take a name for it: adam was lookahead(adam) by its claims alone", () => {
    for (const name of ["lookahead(adam)", "lookahead"])
      expect(() => checkRule(rules.adam, { like: name })).toThrow(
        `checkRule: like must be a rule's name, or a Rule where it has wrappers, got "${name}"; give like: lookahead(adam(), …)`,
      );
  });

  it("is the check by name where the rule has no wrapper", () => {
    const given = checkRule(adam({ variant: "mlx" }), { like: adam({ variant: "mlx", lr: 0.01 }) });
    expect(given).toEqual(checkRule(adam({ variant: "mlx" }), { like: "adam", variant: "mlx", hyper: { lr: 0.01 } }));
    expect(given.passed).toBe(true);
  });

  it("compares with a custom rule, and claims nothing more of it", () => {
    const custom = defineRule({
      name: "sgd",
      hyper: { lr: 0.5 },
      init: () => ({}),
      update({ theta, g }, _state, { lr }) {
        for (let i = 0; i < theta.length; i++) theta[i] -= lr * Math.abs(g[i]);
      },
    })();
    const { passed, message } = checkRule(custom, { like: custom });
    expect(passed).toBe(true);
    expect(message).toContain("left out: invariances, which may not hold for sgd");
    expect(checkRule(sgd(), { like: custom }).passed).toBe(false);
  });

  it.each<[string, object, string]>([
    [
      "a schedule",
      { like: lookahead(sgd({ lr: () => 1 })) },
      "the hyperparameters of like must be numbers, got a schedule",
    ],
    ["a variant", { like, variant: "reset" }, "variant is for a name; the Rule in like has its own, got"],
    ["an unknown hyperparameter", { like, hyper: { kk: 2 } }, 'unknown hyperparameter "kk"; did you mean "k"?'],
    ["a hyperparameter out of range", { like, hyper: { k: 0 } }, "checkRule: k must be"],
    ["a factory", { like: lookahead }, "like must be a rule's name or a Rule, got the function create"],
  ])("refuses %s", (_, options, message) => {
    expect(() => checkRule(own(), options as { like: string })).toThrow(message);
  });
});
