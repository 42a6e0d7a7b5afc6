import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ruleFactory } from "../../src/cli/experiment/ruleExpression.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const mine = "./tests/cli/mine.ts";

describe("downhill check FILE#EXPORT", () => {
  it("checks a rule against the published one", async () => {
    const { code, stdout } = await run(`check ${mine}#heavyBall --like momentum`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^this is momentum \(Polyak 1964\): \d+ checks passed$/m);
    expect(stdout).toMatch(/^ok {5}0\.0e\+0 +follows 1 trajectory of 25 digits$/m);
  });

  it("takes what a rule has fixed from it, or from --set", async () => {
    expect((await run(`check ${mine}#fixedRule --like momentum`)).code).toBe(0);
    expect((await run(`check ${mine}#heavyBall --like momentum --set mu=0.5`)).code).toBe(0);
  });

  it("names what a driver is, with exit code 1", async () => {
    const { code, stdout } = await run(`check ${mine}#signed --like sgd`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^this is sgd that moves along the gradient, not against it; it must be sgd/);
    expect(stdout).toMatch(/^WRONG {2}1\.5e\+0 {4}follows sgd on ordinary gradients: at step 1 weight 0/m);
    const { passed, nearest } = JSON.parse((await run(`check ${mine}#signed --like sgd --json`)).stdout);
    expect([passed, nearest.rule]).toEqual([false, "maximize(sgd)"]);
  });

  it("compares a rule with an expression", async () => {
    const { code, stdout } = await run(["check", `${mine}#heavyBall`, "--like", "lookahead(momentum, k=3)"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^this is momentum.*; it must be lookahead\(momentum\)/);
    const wrapped = await run(["check", `${mine}#heavyBall`, "--like", "lookahead(momentum, k=1, alpha=1)"]);
    expect([wrapped.code, wrapped.stdout.split("\n")[0]]).toEqual([
      0,
      expect.stringContaining("this is lookahead(momentum)"),
    ]);
  });

  it("checks a schedule", async () => {
    const words = ["check", `${mine}#rate`, "--like", "cosine(0.1, 100)"];
    const { code, stdout } = await run(words);
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^this is not cosine\(0\.1, 100, 0\): at t = 1 .* counts t from 0/),
    ]);
    expect(JSON.parse((await run([...words, "--json"])).stdout).first.t).toBe(1);
  });

  it("checks the gradient of an op at inputs", async () => {
    const { code, stdout } = await run(["check", `${mine}#square`, "randn(2, 3)"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ok {2}square\(randn\(2, 3\)\): 6 derivatives/)]);
    const wrong = await run(["check", `${mine}#wrongExp`, "tensor([0.5])"]);
    expect([wrong.code, wrong.stdout]).toEqual([1, expect.stringContaining("WRONG  wrongExp(tensor([0.5]))")]);
  });
});

describe("downhill check SCHEDULE", () => {
  it("checks a name, a call and a composition", async () => {
    for (const text of ["cosine", "warmup", "noam", "multiStep", "warmup(10, cosine(0.1, 100))"]) {
      const { code, stdout } = await run(["check", text]);
      expect([code, stdout.match(/^ok /gm)?.length], text).toEqual([0, 4]);
    }
  });
});

describe("downhill compare FILE#EXPORT", () => {
  it("keeps no results, which a change of the module would make wrong", async () => {
    const { code, stderr } = await run(`compare sgd ${mine}#heavyBall --results ${join(newFolder(), "r.ndjson")}`);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`--results cannot tell whether ${mine}#heavyBall has changed`),
    ]);
  });
});

describe("downhill explain FILE#EXPORT", () => {
  it("shows its comment, its buffers and why its steps have their size", async () => {
    const { code, stdout } = await run(`explain ${mine}#heavyBall --steps 2`);
    expect(code).toBe(0);
    expect(stdout).toContain("Heavy ball, with the learning rate inside the velocity.");
    expect(stdout).toContain("u = μ u − η g");
    expect(stdout).toContain("only rules of downhill are read statement by");
    expect(stdout).toMatch(/^ {2}u after: -0\.0019, 0\.0076$/m);
    expect(stdout).toMatch(/^why the last step, t = 2, has its size$/m);
  });
});

describe("mistakes", () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const broken = join(folder, "broken.mjs");
  writeFileSync(broken, 'throw new Error("no licence");');

  it.each<[string | string[], string]>([
    [`check ./nowhere.ts#a --like adam`, "./nowhere.ts: no such file"],
    [
      `check ${mine} --like adam`,
      "the word must name an export, as ./tests/cli/mine.ts#NAME; exports: heavyBall, fixedRule",
    ],
    [`check ${mine}#heavybal --like adam`, 'unknown export "heavybal"; did you mean "heavyBall"? Exports: '],
    [
      `check ${mine}#notARule --like adam`,
      "#notARule: must be a rule, as defineRule makes them, got 1; wrap another optimizer with driver(…)",
    ],
    [`check ${mine}#square --like adam`, "#square: must be a rule, but calling it threw: mul: an operand must be"],
    [`check ${mine}#heavyBall`, "say what it is: --like adam for an optimizer"],
    [`check ${mine}#heavyBall --like adma`, '--like: unknown rule "adma"; did you mean "adam"?'],
    [`check ${mine}#heavyBall --like momentum --set mu`, '--set must be NAME=NUMBER, such as lr=0.01, got "mu"'],
    [`check ${mine}#heavyBall --like momentum --variant keras`, 'unknown variant "keras"'],
    [`check ${mine}#rate --like cosine`, '--like must be the whole call of a schedule, such as --like "cosine(…)"'],
    [["check", `${mine}#square`, "rand(2)"], 'square(rand(2)): unknown function "rand"'],
    [["check", `${mine}#notARule`, "randn(2)"], "notARule must be a function of tensors"],
    [`check ${broken}#a --like adam`, "broken.mjs: the module must load, but it threw: no licence"],
    [`check adam --like adam`, "--like is for an export of a module"],
    [["check", "cosine(0.1"], "column 11"],
    [`explain ${mine}#rate`, "#rate: must be a rule, as defineRule makes them, got NaN"],
    [`explain ${mine}#signed`, "#signed: must be a rule, as defineRule makes them, got an object"],
    [`compare ${mine}#heavyBall --threads 2`, "--threads must be 1 with ./tests/cli/mine.ts#heavyBall"],
    [`compare ${mine}#throws`, "#throws: must be a rule, but calling it threw: not ready"],
    [`explain ${mine}#fixedRule --set beta=1`, './tests/cli/mine.ts#fixedRule: unknown setting "beta"'],
  ])("%s: exit 2", async (line, message) => {
    const { code, stdout, stderr } = await run(line);
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(message)]);
  });

  it("lets no text name a module that the command line did not", () => {
    expect(() => ruleFactory("./tests/cli/other.ts#a")).toThrow("optimizer must be a name");
  });
});
