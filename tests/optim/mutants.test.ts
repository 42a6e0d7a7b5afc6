/** @file The short form of `npm run mutants`: known bugs, and one change of every kind in every rule. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bugMutants } from "../../scripts/mutants/bugs.ts";
import { judge, knownChecks } from "../../scripts/mutants/judge.ts";
import { openLoader, root } from "../../scripts/mutants/load.ts";
import { allMutants, describeMutant, judgeAll } from "../../scripts/mutants.ts";
import { rules } from "../../src/optim/index.ts";

const generated = allMutants().slice(bugMutants().length);

/** The first mutant of each kind in each file. */
const first = generated.filter(
  (mutant, i) => generated.findIndex((other) => other.file === mutant.file && other.kind === mutant.kind) === i,
);

describe("mutants", () => {
  it("are made for every rule: a sign; an ε moved, a β swapped, a correction left out where there is one", () => {
    for (const [name, rule] of Object.entries(rules)) {
      const file = `src/optim/rules/${name}.ts`;
      const source = readFileSync(root + file, "utf8");
      if (!source.includes("defineRule")) continue; // made of others, as Ranger: no loop of its own
      const kinds = generated.filter((mutant) => mutant.file === file).map(({ kind }) => kind);
      const { hyper } = rule();
      expect(kinds, name).toContain("sign");
      if ("eps" in hyper) expect(kinds.includes("eps") || kinds.includes("bound"), `${name}: eps`).toBe(true);
      if ("beta1" in hyper && "beta2" in hyper) expect(kinds, name).toContain("beta");
      if (source.includes("1 - powInt(beta")) expect(kinds, name).toContain("correction");
    }
  });

  it("all die: known bugs, and one of every kind in every rule", async () => {
    const alive: string[] = [];
    await judgeAll([...bugMutants(), ...first], ({ mutant, killer }) => {
      if (!killer) alive.push(describeMutant(mutant));
    });
    expect(alive).toEqual([]);
  });

  it("would be reported alive: a rule that only looks different is killed by no check", async () => {
    const loader = await openLoader();
    const file = "src/optim/rules/adam.ts";
    const source = readFileSync(root + file, "utf8").replace("lr * safeDivide", "safeDivide(lr, 1) * safeDivide");
    const same = { file, line: 1, kind: "none", before: "", after: "", source };
    const verdict = await judge(same, knownChecks(), loader);
    await loader.close();
    expect(verdict.killer).toBeNull();
  });
});
