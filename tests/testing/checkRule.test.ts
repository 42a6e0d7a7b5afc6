import { afterEach, describe, expect, it } from "vitest";
import { useFast } from "../../src/kernels/useFast.ts";
import { usingFast } from "../../src/kernels/usingFast.ts";
import { adam, defineRule, lookahead, type MakeRule, rules, sgd } from "../../src/optim/index.ts";
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

describe("checkRule of another rule", () => {
  it("passes a rule that computes the same, in a fixed form or from settings", () => {
    const own = defineRule({
      name: "mine",
      hyper: { lr: 0.5 },
      init: () => ({}),
      update({ theta, g }, _state, { lr }) {
        for (let i = 0; i < theta.length; i++) theta[i] = theta[i] - g[i] * lr;
      },
    });
    for (const subject of [own as MakeRule, own()]) {
      const report = checkRule(subject, { like: "sgd" });
      expect(failed(report)).toEqual([]);
      expect(report.checks.length).toBeGreaterThan(20);
    }
  });

  it("names the variant that it is", () => {
    const { passed, nearest, message } = checkRule(adam({ variant: "mlx" }), { like: "adam" });
    expect([passed, nearest?.rule, nearest?.variant]).toEqual([false, "adam", "mlx"]);
    expect(message).toMatch(
      /^this is adam, variant mlx \(MLX: .*\); it must be adam \(Kingma & Ba 2015\): \d+ of \d+ checks/,
    );
    expect(checkRule(adam({ variant: "mlx" }), { like: "adam", variant: "mlx" }).passed).toBe(true);
  });

  it("names the rule that it is", () => {
    const { nearest, message } = checkRule(rules.adamax({ lr: 0.01 }), { like: "adam" });
    expect(nearest).toMatchObject({ rule: "adamax", variant: "", hyper: { lr: 0.01 } });
    expect(message).toMatch(/^this is adamax; it must be adam/);
  });

  it("notices a rule that differs from its paper, and says by how much", () => {
    const wrong: MakeRule = (settings) => rules.adam({ ...settings, beta2: 0.9 });
    const { nearest, checks } = checkRule(wrong, { like: "adam" });
    expect(nearest).toBe(null);
    const first = checks.find(({ passed }) => passed === false);
    expect(first?.name).toBe("follows adam on ordinary gradients");
    expect(first?.problem).toMatch(
      /^at step 2 weight 0, gradient \S+, moves by \S+; adam moves it by \S+, \S+ times that$/,
    );
    expect(first?.measured).toBeGreaterThan(first?.bound as number);
  });

  it("notices a rule that leaves its golden trajectories", async () => {
    const wrong: MakeRule = (settings) => rules.sgd({ ...settings, lr: 0.0100001 });
    const found = failed(checkRule(wrong, { like: "sgd", trajectories: await trajectories("sgd") }));
    expect(found.join("\n")).toMatch(/^follows 1 trajectory of 25 digits: theta\[\d\] at step 1 must be within/m);
  });

  it("notices memory outside the saved state", () => {
    const forgetful: MakeRule = () => {
      let steps = 0;
      return defineRule({
        name: "sgd",
        hyper: { lr: 0.01 },
        init: () => ({}),
        update({ theta, g }, _state, { lr }) {
          steps++;
          for (let i = 0; i < theta.length; i++) theta[i] -= (lr * g[i]) / steps;
        },
      })();
    };
    expect(failed(checkRule(forgetful, { like: "sgd" })).join("\n")).toContain("stopped after any update and resumed");
  });

  it("notices a direction that depends on the sign of the weights", () => {
    const lopsided = defineRule({
      name: "sgd",
      hyper: { lr: 0.01 },
      init: () => ({}),
      update({ theta, g }, _state, { lr }) {
        for (let i = 0; i < theta.length; i++) theta[i] -= lr * Math.abs(g[i]);
      },
    }) as MakeRule;
    expect(failed(checkRule(lopsided, { like: "sgd" })).join("\n")).toMatch(/^mirrored weights/m);
  });

  it("notices a rule that writes its gradient", () => {
    const careless = defineRule({
      name: "sgd",
      hyper: { lr: 0.01 },
      init: () => ({}),
      update({ theta, g }, _state, { lr }) {
        for (let i = 0; i < theta.length; i++) theta[i] -= g[i] *= lr;
      },
    }) as MakeRule;
    expect(failed(checkRule(careless, { like: "sgd" })).join("\n")).toMatch(
      /^a step reads gradients.*gradient at step 1/m,
    );
  });
});

describe("bad arguments of checkRule", () => {
  it.each<[string, unknown, object, string | RegExp]>([
    ["like", adam(), { like: "adma" }, 'checkRule: unknown rule "adma"; did you mean "adam"?'],
    ["like of a factory", adam, { like: "adma" }, 'checkRule: unknown rule "adma"; did you mean "adam"?'],
    ["variant", adam(), { like: "adam", variant: "keras" }, 'unknown variant "keras"; variants: tensorflow, mlx'],
    ["option", adam(), { lik: "adam" }, 'checkRule: unknown option "lik"; did you mean "like"?'],
    ["hyper", adam(), { like: "adam", hyper: { beta: 0.9 } }, /unknown option "beta"/],
    ["a name", "adam", { like: "adam" }, /checkRule: the subject must be a rule, a function .* got "adam"/],
    ["a class", class {}, { like: "adam" }, /checkRule: .* it threw: .*constructor.*; wrap another optimizer/],
    [
      "a step",
      (x: object) => x,
      { like: "adam" },
      /checkRule: the subject must make a rule, got a function that returns/,
    ],
    ["null", null, { like: "adam" }, /checkRule: the subject must be .* got null/],
  ])("%s", (_, subject, options, message) => {
    expect(() => checkRule(subject as MakeRule, options as { like: string })).toThrow(message);
  });
});
