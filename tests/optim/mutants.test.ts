/** @file The mutants that are made of every rule. `mutants.full.test.ts` kills them. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/optim/index.ts";
import { allMutants } from "../support/mutants/allMutants.ts";
import { bugMutants } from "../support/mutants/bugs.ts";
import { root } from "../support/mutants/load.ts";

const generated = allMutants().slice(bugMutants().length);

describe("mutants", () => {
  it("cover every rule: a sign, and any ε, β and bias correction it has", () => {
    for (const [name, rule] of Object.entries(rules)) {
      const file = `src/optim/rules/${name}.ts`;
      const source = readFileSync(root + file, "utf8");
      if (!source.includes("defineRule")) continue; // composed of others, as Ranger: it has no loop
      const kinds = generated.filter((mutant) => mutant.file === file).map(({ kind }) => kind);
      const { hyper } = rule();
      expect(kinds, name).toContain("sign");
      if ("eps" in hyper) expect(kinds.includes("eps") || kinds.includes("bound"), `${name}: eps`).toBe(true);
      if ("beta1" in hyper && "beta2" in hyper) expect(kinds, name).toContain("beta");
      if (source.includes("1 - powInt(beta")) expect(kinds, name).toContain("correction");
    }
  });
});
