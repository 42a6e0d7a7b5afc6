/** @file Which rules can be emitted, and the texts that every target has in common. */
import { describe, expect, it } from "vitest";
import { emit, targetNames } from "../../src/emit/index.ts";
import type { AnySettings, RuleFactory } from "../../src/optim/defineRule.ts";
import { rules, wrappers } from "../../src/optim/index.ts";
import { constant } from "../../src/schedules/index.ts";

const { adam, lamb, lars, muon, ranger, sgd } = rules;
const { clipByNorm, decoupledDecay, ema, l2, lookahead, maximize, swa } = wrappers;

const forms = Object.entries(rules as Readonly<Record<string, RuleFactory>>).flatMap(([name, make]) =>
  ["", ...Object.keys(make.definition.variants)].map((variant) => ({
    name,
    variant,
    rule: make({ variant } as AnySettings),
  })),
);

describe("every form of every rule", () => {
  const outside = ["adafactor", "lbfgs", "muon", "prodigy"];

  it.each(targetNames)("is written for %s, unless it is not elementwise", (to) => {
    const refused = forms.filter(({ rule }) => {
      try {
        return emit(rule, { to }).files.length === 0;
      } catch {
        return true;
      }
    });
    const names = refused.map(({ name, variant }) => `${name} ${variant}`.trim());
    expect(names.filter((name) => !outside.includes(name.split(" ")[0]))).toEqual(["ranger"]);
    expect(refused).toHaveLength(8);
  });

  it.each([
    ["muon", muon(), "muon: the parameter `shape: [rows]` is more than a name"],
    ["ranger", ranger(), "centralize: it is not elementwise"],
    ["clipByNorm", clipByNorm(sgd(), { maxNorm: 1 }), "clipByNorm: it calls `clippedNorm`, a norm"],
    ["lookahead reset", lookahead(sgd(), { variant: "reset" }), "lookahead reset"],
  ])("%s is refused with the reason", (_, rule, reason) => {
    expect(() => emit(rule, { to: "pytorch" })).toThrow(`emit: cannot write ${reason}`);
  });
});

describe("every target", () => {
  const nested = decoupledDecay(lookahead(ema(l2(adam(), { l2: 0.1 }))), { weightDecay: 0.2 });

  it.each(targetNames)("%s: the same rule gives the same bytes, with its source, command and licence", (to) => {
    const { files } = emit(nested, { to });
    expect(emit(nested, { to }).files).toEqual(files);
    for (const { name } of files) expect(name).toMatch(/^[\w.]+$/);
    const text = files.map((file) => file.text).join("");
    const flat = text.replace(/\s+(?:[#*/%]+\s+)?/g, " ");
    expect(flat).toContain('"decoupledDecay(lookahead(ema(l2(adam, l2=0.1))), weightDecay=0.2)"');
    expect(flat).toContain("src/optim/rules/adam.ts");
    expect(flat).toContain("Kingma & Ba");
    expect(flat).toContain("License: MIT");
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d|undefined|NaN|\[object/);
    expect(text.endsWith("\n")).toBe(true);
    expect(text).not.toMatch(/[ \t]$/m);
  });

  it.each(targetNames)("%s: wrappers go around a rule of several loops", (to) => {
    for (const inner of [lamb(), lars(), lars({ variant: "paper" })])
      for (const rule of [decoupledDecay(inner), maximize(inner), swa(inner), l2(inner, { l2: 0.1 })])
        expect(emit(rule, { to }).files.length).toBeGreaterThan(0);
  });
});

it("gives the names of hyperparameters and buffers", () => {
  const { title, hyper, state } = emit(lookahead(ranger({ variant: "original" })), { to: "pytorch" });
  expect(title).toBe("LookaheadRangerOriginal");
  expect(hyper).toMatchObject({ lr: "lr", beta1: "beta1", "lookahead2.k": "lookahead2_k" });
  expect(state).toEqual(["m", "v", "lookahead.slow", "lookahead2.slow"]);
});

it.each([
  ["a schedule", adam({ beta1: () => 0.5 }), "emit: beta1 of adam must be a number, got a schedule"],
  ["a plain function as lr", adam({ lr: () => 0.5 }), "emit: a schedule must come from a factory such as cosine"],
  ["a custom rule", { ...sgd(), name: "mine" }, "emit: mine must be a rule of this package"],
])("refuses %s", (_, rule, message) => {
  expect(() => emit(rule, { to: "pytorch" })).toThrow(message);
});

it.each(["wgsl", "latex"] as const)("refuses a schedule for %s", (to) => {
  expect(() => emit(adam({ lr: constant(0.1) }), { to })).toThrow(`emit: for ${to} lr must be a number`);
});

it("refuses an unknown target, and names the nearest", () => {
  expect(() => emit(adam(), { to: "pytroch" as "pytorch" })).toThrow(
    'emit: unknown target "pytroch"; did you mean "pytorch"?',
  );
});
