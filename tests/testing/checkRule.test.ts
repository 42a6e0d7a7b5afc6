import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { useFast } from "../../src/kernels/useFast.ts";
import { usingFast } from "../../src/kernels/usingFast.ts";
import { defineRule, lookahead, type MakeRule, rules, sgd } from "../../src/optim/index.ts";
import { checkRule, proofsOf, type RuleReport, subjectNamed } from "../../src/testing/checkRule.ts";
import * as claims from "../../src/testing/claims/index.ts";
import type { Case } from "../../src/testing/golden.ts";

afterEach(useFast);

const golden: Case[] = JSON.parse(readFileSync(new URL("../golden/trajectories.json", import.meta.url), "utf8"));

const failed = ({ checks }: RuleReport): string[] =>
  checks.filter(({ passed }) => passed === false).map(({ name, problem }) => `${name}: ${problem}`);

describe("checkRule", () => {
  it.each(Object.keys(claims))("%s: no proof is listed twice", (name) => {
    const titles = proofsOf(subjectNamed(name)).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(8);
  });

  it("passes rules and wrappers as they are, and leaves the fast kernels on", () => {
    for (const name of ["momentum", "ema"]) {
      const report = checkRule(name, { cases: golden });
      expect(failed(report)).toEqual([]);
      expect(report.passed).toBe(true);
      expect(report.checks[0]).toMatchObject({ name: expect.stringContaining("25 digits"), passed: true });
    }
    expect(usingFast()).toBe(true);
  });

  it("describes the rule: momentum's steps grow tenfold on a constant gradient", () => {
    const [first, last] = checkRule("momentum").checks.slice(-2);
    expect(first).toEqual({ name: expect.stringContaining("step 1 "), measured: 1, passed: null, problem: null });
    expect(last.measured).toBeCloseTo(10, 2);
  });

  it("checks an expression by the properties of its parts", () => {
    const report = checkRule("lookahead(sgd, k=2)", { rule: (settings) => lookahead(sgd(settings), { k: 2 }) });
    expect(failed(report)).toEqual([]);
    expect(subjectNamed("maximize(clipByNorm(adam))", rules.adam)).toMatchObject({ ascends: true, scope: "tensor" });
    expect(() => subjectNamed("adma")).toThrow('checkRule: name must be that of a rule or wrapper, got "adma"');
  });

  it("notices a rule that differs from its paper", () => {
    const wrong: MakeRule = (settings) => rules.adam({ ...settings, beta2: 0.9 });
    expect(failed(checkRule("adam", { rule: wrong })).join("\n")).toMatch(
      /^Adam with β₁ = 0 is RMSProp.*: value\[\d+\] must/m,
    );
  });

  it("notices a rule that leaves its golden trajectories", () => {
    const wrong: MakeRule = (settings) => rules.sgd({ ...settings, lr: 0.0100001 });
    const [first] = failed(checkRule("sgd", { rule: wrong, cases: golden }));
    expect(first).toMatch(/^follows \d+ trajectories.*: theta\[\d\] at step 1 must be within/);
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
    expect(failed(checkRule("sgd", { rule: forgetful })).join("\n")).toContain("stopped after any update and resumed");
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
    expect(failed(checkRule("sgd", { rule: lopsided })).join("\n")).toMatch(/^mirrored weights/m);
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
    expect(failed(checkRule("sgd", { rule: careless })).join("\n")).toMatch(
      /^a step reads gradients.*gradient at step 1/m,
    );
  });
});
