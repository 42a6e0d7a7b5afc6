/** @file Known bugs, and one change of every kind in every rule: a check notices each. `npm run mutants` tries all. */

import { expect, it } from "vitest";
import { allMutants, describeMutant } from "../support/mutants/allMutants.ts";
import { bugMutants } from "../support/mutants/bugs.ts";
import { findKillers } from "../support/mutants/findKiller.ts";

const generated = allMutants().slice(bugMutants().length);

/** The first mutant of each kind in each file. */
const first = generated.filter(
  (mutant, i) => generated.findIndex((other) => other.file === mutant.file && other.kind === mutant.kind) === i,
);

it("known bugs and one mutant of every kind in every rule die", async () => {
  const alive: string[] = [];
  await findKillers([...bugMutants(), ...first], ({ mutant, killer }) => {
    if (!killer) alive.push(describeMutant(mutant));
  });
  expect(alive).toEqual([]);
}, 600_000);
