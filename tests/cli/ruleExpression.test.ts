import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/cli/compare/comparison.ts";
import { innermost, ruleFactory, ruleNames } from "../../src/cli/experiment/ruleExpression.ts";
import { describeRule } from "../../src/cli/experiment/rules.ts";
import { adam, clipByNorm, lookahead, type Rule, sam } from "../../src/optim/index.ts";
import { experimentOf } from "../support/experimentOf.ts";
import { run } from "../support/fakeTerminal.ts";
import { oneStep } from "../support/oneStep.ts";

/** The data of a rule. */
const shown = ({ name, hyper, variant }: Rule) => ({ name, hyper, variant });

describe("an optimizer expression", () => {
  it("is the rule with its wrappers and their settings", () => {
    const made = ruleFactory("lookahead( clipByNorm(adam, maxNorm=0.5), k=6, variant=reset)")({ lr: 0.1 });
    const inner = clipByNorm(adam({ lr: 0.1 }), { maxNorm: 0.5 });
    expect(shown(made)).toEqual(shown(lookahead(inner, { k: 6, variant: "reset" })));
    expect(shown(ruleFactory("sam(adam(beta1=0.8, variant=mlx))")())).toEqual(
      shown(sam(adam({ beta1: 0.8, variant: "mlx" }))),
    );
  });

  it.each([
    ["rprop(variant=rpropMinus)", "rpropMinus"],
    ['rprop(variant="irpropMinus")', "irpropMinus"],
    ["ranger(variant=original)", "original"],
  ])("%s chooses a variant by its name", (text, variant) => {
    expect(ruleFactory(text)().variant).toBe(variant);
  });

  it("accepts schedules with commas", () => {
    const { lr } = ruleFactory("momentum(mu=0.5, lr=warmup(10, cosine(1e-3, 2000)))")().hyper;
    expect(typeof lr === "function" && lr(5)).toBe(5e-4);
  });

  it("has an innermost rule, which --set, --lr and the default learning rate are for", () => {
    expect(innermost("lookahead(clipByNorm(sgd(lr=1), maxNorm=0.5), k=6)")).toBe("sgd");
    const { optimizer } = experimentOf({ data: "moons", optimizer: "lookahead(adam)", set: ["beta1=0.8"] });
    expect(describeRule(optimizer.rule)).toMatch(/^lookahead\(adam\) lr 2e-3 beta1 0.8 /);
  });

  it.each([
    ["lookahead(adamm)", /unknown optimizer "adamm"; did you mean "adam"\?/],
    ["lookahed(adam)", /unknown optimizer "lookahed"; did you mean "lookahead"\?/],
    ["sam", /optimizer sam: sam must have a rule as its first argument, as in "sam\(adam\)"/],
    ["lookahead(k=3)", /optimizer lookahead\(k=3\): lookahead must have a rule/],
    ["lookahead(adam,3)", /optimizer lookahead: must have settings such as lr=0.01, got "3"/],
    ["lookahead(adam,kk=3)", /lookahead: unknown option "kk"; did you mean "k"\? Options: k, alpha, variant/],
    ["lookahead(adam,alpha=-1)", /optimizer lookahead\(adam,alpha=-1\): lookahead: alpha must be in \(0, 1\], got -1/],
    ["l2(adam)", /optimizer l2\(adam\): l2: l2 is missing/],
    ["sam(lbfgs)", /optimizer sam\(lbfgs\): sam: lbfgs evaluates the loss itself/],
    ["adam)", /optimizer must be a name, or a call .*, got "adam\)"/],
    [`${"lookahead(".repeat(1e4)}adam`, /optimizer must be at most 1000 characters long, got 100004/],
    ["adam(lr=warmup(1))", /optimizer adam: lr "warmup\(1\)", column 1: warmup: schedule must be a schedule/],
  ])("%s: exit 2", async (text, message) => {
    const { code, stdout, stderr } = await run(["train", "--optimizer", text]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

it.each([...ruleNames.filter((name) => name !== "muon"), "lbfgs", "sam(ranger)"])(
  "%s trains two steps and is described",
  (optimizer) => {
    const experiment = experimentOf({ data: "moons", model: "2-4-2", optimizer });
    for (let step = 0; step < 2; step++) oneStep(experiment, true);
    expect(describeRule(experiment.optimizer.rule)).toMatch(new RegExp(`^${optimizer.replace(/[()]/g, "\\$&")} `));
  },
);

describe("a learning rate written in the optimizer", () => {
  const lrOf = (flags: Record<string, string>) =>
    experimentOf({ data: "moons", model: "2-4-2", ...flags }).optimizer.rule.hyper.lr;

  it("is the one trained with, a number or a schedule", () => {
    expect(lrOf({ optimizer: "adam(lr=0.5)" })).toBe(0.5);
    expect(lrOf({ optimizer: "lookahead(momentum(mu=0.5, lr=0.25), k=2)" })).toBe(0.25);
    const rate = lrOf({ optimizer: "momentum(lr=warmup(10, constant(0.1)))" });
    expect(typeof rate === "function" && rate(5)).toBe(0.05);
    expect(lrOf({ optimizer: "adam(beta1=0.5)" })).toBe(2e-3);
  });

  it("is the one compared with", async () => {
    const line = ["compare", "adam(lr=0.5)", "adam", "sgd(lr=linearDecay(0.1, 10))"];
    const terms = "--data moons --model 2-4-2 --steps 6 --tuning defaults --json".split(" ");
    const entries: Entry[] = JSON.parse((await run([...line, ...terms])).stdout).entries;
    const found = Object.fromEntries(entries.map(({ rule, lr, settings }) => [rule, [lr, settings.lr]]));
    expect(found).toEqual({
      "adam(lr=0.5)": [0.5, "0.5"],
      adam: [2e-3, "2e-3"],
      "sgd(lr=linearDecay(0.1, 10))": [0.1, "linearDecay(0.1, 10, 0)"],
    });
  });

  it.each([
    ["train --optimizer adam(lr=0.5) --lr 0.1", "adam(lr=0.5) and --lr both set lr; give one of them"],
    ["train --optimizer adam(lr=0.5) --schedule constant(1)", "adam(lr=0.5) and --schedule both set lr"],
    ["train --optimizer adam(beta1=0.5) --set beta1=0.8", "adam(beta1=0.5) and --set beta1 both set beta1"],
    ["train --lr 1 --set lr=2", "--lr and --set lr both set lr; give one of them"],
    ["compare sgd adam(lr=0.5)", "adam(lr=0.5) sets lr, which --tuning grid would replace; leave lr out, or"],
    ["compare adam(lr=0.5) --tuning same-lr", "which --tuning same-lr would replace"],
    ["lr-find --optimizer adam(lr=0.5)", "--optimizer adam(lr=0.5) sets lr, which lr-find looks for; leave lr out"],
  ])("%s: exit 2", async (line, message) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});

describe("rules that evaluate the loss themselves", () => {
  it("solve a small task on all of its data in few steps", async () => {
    const line = "train --data sine --model 1-8-1 --batch 1000 --epochs 40 --optimizer lbfgs --json";
    const { score } = JSON.parse((await run(line)).stdout);
    const adamsLine = line.replace("lbfgs", "adam");
    expect(score).toBeGreaterThan(JSON.parse((await run(adamsLine)).stdout).score);
  });

  it("report loss and gradient at the weights where the step began, whatever dropout leaves out", () => {
    const flags = { data: "digits", batch: "8", seed: "3" };
    const [plain, sharp] = ["adam", "sam(adam, radius=1)"].map((optimizer) => experimentOf({ ...flags, optimizer }));
    const [a, b] = [plain, sharp].map((experiment) => oneStep(experiment));
    expect(b).toEqual(a);
  });

  it("see the same function again within a step", () => {
    const experiment = experimentOf({ data: "digits", batch: "8", optimizer: "sam(sgd, radius=0)", lr: "0.05" });
    const plain = experimentOf({ data: "digits", batch: "8", optimizer: "sgd", lr: "0.05" });
    for (const one of [experiment, plain]) for (let i = 0; i < 2; i++) oneStep(one);
    expect(experiment.model.parameters().map(({ data }) => data)).toEqual(
      plain.model.parameters().map(({ data }) => data),
    );
  });

  it("refuse clipping from outside", async () => {
    const { code, stderr } = await run(["train", "--optimizer", "sam(adam)", "--clip", "1"]);
    expect(code).toBe(2);
    expect(stderr).toContain("sam(adam) re-evaluates the loss");
  });
});

describe("wrapped rules in the other commands", () => {
  it("are compared, with a word on what their steps cost", async () => {
    const line = [
      "compare",
      "sam(adam)",
      "adam",
      ..."--data moons --model 2-4-2 --steps 6 --tuning defaults".split(" "),
    ];
    const { code, stdout } = await run(line);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ *\d +sam\(adam\) +2e-3 /m);
    expect(stdout).toContain("warning: steps that evaluate the loss more than once: sam(adam)");
  });

  it("are left out of a comparison of every rule if they refuse the model, with a message", async () => {
    const terms = "--data moons --model 2-4-2 --steps 2 --seeds 1 --tuning defaults".split(" ");
    const { code, stdout, stderr } = await run(["compare", ...terms]);
    expect(code).toBe(0);
    expect(stderr).toContain("left out: muon: a parameter must have at least 2 axes, got shape [4]");
    expect(stdout).not.toMatch(/muon|diverged/);
    const named = await run(["compare", "adam", "muon", ...terms]);
    expect([named.code, named.stdout]).toEqual([2, ""]);
    expect(named.stderr).toMatch(/^downhill: muon: a parameter must have at least 2 axes, got shape \[4\]/m);
  });

  it("are checked", async () => {
    const { code, stdout } = await run(["check", "lookahead(agc(sgd), k=2)"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok .*stopped after any update and resumed/m);
    expect((await run("check lbfgs")).code).toBe(0);
  });

  it("are explained from the outside", async () => {
    const { code, stdout } = await run(["explain", "lookahead(adam)"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Lookahead[\s\S]*^around\nAdam/m);
  });
});
