/** @file Known bugs, and one change of every kind in every rule: a check notices each. `npm run mutants` tries all. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allMutants, describeMutant } from "../support/mutants/allMutants.ts";
import { bugMutants } from "../support/mutants/bugs.ts";
import { findKiller, findKillers, knownChecks } from "../support/mutants/findKiller.ts";
import { openLoader, root } from "../support/mutants/load.ts";

const generated = allMutants().slice(bugMutants().length);

/** The first mutant of each kind in each file. */
const first = generated.filter(
  (mutant, i) => generated.findIndex((other) => other.file === mutant.file && other.kind === mutant.kind) === i,
);

it("the tests kill known bugs and one mutant of every kind in every rule", async () => {
  const alive: string[] = [];
  await findKillers([...bugMutants(), ...first], ({ mutant, killer }) => {
    if (!killer) alive.push(describeMutant(mutant));
  });
  expect(alive).toEqual([]);
}, 600_000);

it("an equivalent mutant survives, and a wrong sign is killed", async () => {
  const loader = await openLoader();
  const checks = knownChecks();
  const killerOf = async (find: string, replace: string, rule = "adam") => {
    const file = `src/optim/rules/${rule}.ts`;
    const source = readFileSync(root + file, "utf8");
    expect(source).toContain(find);
    const mutant = { file, line: 1, kind: "none", before: "", after: "", source: source.replace(find, replace) };
    return (await findKiller(mutant, checks, loader)).killer;
  };
  expect(await killerOf("lr * safeDivide", "safeDivide(lr, 1) * safeDivide")).toBeNull();
  expect(await killerOf("lr * safeDivide", "-lr * safeDivide")).not.toBeNull();
  expect(await killerOf("count.or(10)", "count.or(9.3)", "lbfgs")).toMatchObject({ group: "definition" });
  await loader.close();
});
