import { afterEach, describe, expect, it } from "vitest";
import { useFast } from "../../src/kernels/useFast.ts";
import { adam, defineRule, type MakeRule, rules } from "../../src/optim/index.ts";
import { checkRule } from "../../src/testing/checkRule.ts";
import type { RuleReport } from "../../src/testing/ruleReport.ts";
import { trajectories } from "../../src/testing/trajectories.ts";

afterEach(useFast);

const failed = ({ checks }: RuleReport): string[] =>
  checks.filter(({ passed }) => passed === false).map(({ name, problem }) => `${name}: ${problem}`);

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
