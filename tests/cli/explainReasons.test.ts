/** @file The reasons of `downhill explain`, the data of a definition, and rules without a trace. */

import { describe, expect, it } from "vitest";
import { definitionNotes } from "../../src/cli/explain/definitionNotes.ts";
import * as traces from "../../src/generated/traces/index.ts";
import * as downhill from "../../src/index.ts";
import { run } from "../support/fakeTerminal.ts";

const names = Object.keys(traces);

const out = async (line: string): Promise<string> => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

describe("the data of a definition", () => {
  const source = { authors: "Kingma & Ba", title: "Adam", venue: "ICLR", year: 2015, place: "Algorithm 1" };
  const definition = {
    source,
    variants: { tensorflow: { source: { ...source, place: "section 2" } } },
    differsFrom: [{ who: "TensorFlow", variant: "tensorflow", how: "its ε is beside the uncorrected root." }],
  };

  it("gives the publication, and the programs that compute something else", () => {
    expect(definitionNotes(definition, "")).toEqual({
      source: 'Kingma & Ba, "Adam", ICLR 2015, Algorithm 1',
      differs: ["Differs from TensorFlow (variant tensorflow): its ε is beside the uncorrected root."],
    });
    expect(definitionNotes(definition, "tensorflow")).toEqual({
      source: 'Kingma & Ba, "Adam", ICLR 2015, section 2',
      differs: [],
    });
  });
});

describe("rules without a trace", () => {
  it("show matrices as a whole: equations, buffers, and the steps that the rule makes", async () => {
    const text = await out("explain muon --lr 0.1");
    expect(text).toContain("    uₜ = μ uₜ₋₁ + gₜ");
    expect(text).toContain("u after: 0.1, -0.4, 0.2, 0.3");
    const theta = { data: Float64Array.of(1, 1, 1, 1), grad: Float64Array.of(0.1, -0.4, 0.2, 0.3), shape: [2, 2] };
    new downhill.Optimizer([theta], downhill.muon({ lr: 0.1 })).step();
    expect(text).toContain(`theta after step 1: ${[...theta.data].map((x) => Number(x.toPrecision(9))).join(", ")}`);
    expect(await out("explain adafactor --shape 2,2 --grad 0.1,0.2,0.3,0.4")).toMatch(/^ {2}r after: \S+, \S+$/m);
  });

  it("show wrappers from the outside, and the buffers of all layers", async () => {
    const { stdout } = await run(["explain", "lookahead(adam, k=2)", "--steps", "2", "--grad", "0.1"]);
    expect(stdout.indexOf("Lookahead")).toBeLessThan(stdout.indexOf("around\nAdam divides"));
    expect(stdout).toMatch(/lookahead\.slow after: 0\.999$/m);
    expect(stdout).toContain("theta after step 2: 0.999");
  });

  it("say of rules that evaluate the loss that gradients do not determine their steps", async () => {
    for (const line of ["explain lbfgs", "explain sam(sgd)"])
      expect((await out(line)).replace(/\s+/g, " ")).toContain("evaluates the loss itself, so gradients alone do not");
  });
});

describe("the reasons", () => {
  const flat = async (line: string): Promise<string> => (await out(line)).replace(/\s+/g, " ");

  it("name the bias corrections and the effective rate", async () => {
    const text = await flat("explain adam --grad 0.1");
    expect(text).toContain("effective learning rate of 0.009999999, 10 × lr");
    expect(text).toContain("m started at 0, so it holds only 10 % of an average; dividing by 0.1 corrects that");
    expect(text).toContain("v started at 0, so it holds only 0.1 % of an average; dividing by 0.001 corrects that");
    expect(await flat("explain adam --steps 100")).not.toMatch(/holds only 100 %/);
    expect(await flat("explain adabelief --grad 0.1")).toContain("s started at 0, so it holds only 0.1 %");
  });

  it("say when RAdam does not rectify yet, and when it does", async () => {
    expect(await flat("explain radam --steps 4")).toContain("r = 0: v has seen too few gradients");
    expect(await flat("explain radam --steps 5")).toMatch(/r = 0\.0\d+: the rectification shortens the step/);
  });

  it("say which bound holds a step", async () => {
    expect(await flat("explain adabound --set finalLr=1e-3 --set gamma=10 --grad 0.1")).toMatch(
      /decided by upper; the size of .*lower, v has no effect/,
    );
    expect(await flat("explain adabound --set finalLr=1e-3 --set gamma=1e-6 --grad 0.1")).toMatch(
      /decided by .*v; the size of lower, upper has no effect/,
    );
  });

  it("name only what has effect: Lion's step is lr, unless weight decay is on", async () => {
    expect(await flat("explain lion --grad 5")).toContain("decided by lr; the size of c has no effect");
    expect(await flat("explain lion --grad 5 --set weightDecay=0.1")).toContain(
      "decided by lr, weightDecay; the size of c has no effect",
    );
  });

  it("name what the step would have been without decay, with no gradient, and with a larger one", async () => {
    expect(await flat("explain adamw --grad 0")).toContain("without weight decay it would have moved by 0 ");
    const decayed = await flat("explain adamw --grad 0.001 --set weightDecay=10");
    expect(decayed).toContain("without weight decay it would have moved by -0.00099999");
    // Momentum's second step: 0.9 of the first, plus the first again.
    const second = await flat("explain momentum --grad 0.5 --steps 2 --lr 0.1");
    expect(second).toContain("moved by -0.095 = -0.19 × g");
    expect(second).toContain("momentum alone would have moved it by -0.045");
    expect(await flat("explain sgd --grad 0.5")).toContain("doubling the gradients would multiply this step by 2");
    for (const name of ["adam", "adagrad", "lion"])
      expect(await flat(`explain ${name} --grad 0.5`)).toContain("doubling the gradients would not change this step");
  });

  it("say where a number overflows, and which weight did not move", async () => {
    const { code, stdout } = await run("explain adam --grad 1e300");
    const text = stdout.replace(/\s+/g, " ");
    expect(code).toBe(1);
    expect(text).toContain("overflow: v, vHat left the range of numbers, so this step is not meaningful");
    expect(text).toContain("element 0 did not move, although its gradient is 1e+300");
    expect(await flat("explain adam --grad 0.1")).not.toMatch(/overflow|did not move/);
    expect([(await run("explain adam --grad 1e300")).code, (await run("explain adam --grad 0.1")).code]).toEqual([
      1, 0,
    ]);
  });

  it("name the numbers that all elements share: LARS's trust ratio, NAdam's weights, but not lr again", async () => {
    expect(await flat("explain lars --grad 0.1")).toMatch(/ q = 0\.00999000999, line \d+: computed once/);
    const nadam = await flat("explain nadam --grad 0.1");
    expect(nadam).toMatch(/ shareOfG = 1, line \d+: .* shareOfM = 0\.564517784, line/);
    for (const name of ["adam", "adamw"]) expect(await flat(`explain ${name}`)).not.toContain("computed once");
  });

  it("are given for every rule", async () => {
    for (const name of names) {
      const why = (await out(`explain ${name} --grad 0.1 --steps 3`)).split("why the")[1];
      expect(why.trim().split("\n").length, name).toBeGreaterThan(2);
      expect(why).not.toMatch(/NaN|undefined/);
    }
  });

  it("follow a schedule", async () => {
    const { stdout } = await run(["explain", "sgd", "--schedule", "linearDecay(1, 4)", "--steps", "2", "--grad", "1"]);
    expect(stdout).toContain("theta after step 2: -0.75");
  });
});
