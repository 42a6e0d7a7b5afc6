/** @file The golden trajectories of tests/golden, and the claims they give. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Case, caseTitle, constructRule, golden } from "../../src/testing/golden.ts";
import { type Claim, claim } from "../../src/testing/support/claim.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

export const trajectories: Case[] = read("trajectories.json");
export const torch: { version: string; cases: (Case & { torch: string })[] } = read("torch.json");

/** The case "defaults" spells out all hyperparameters of the default form or a variant. */
export const defaultChecks: readonly Claim[] = trajectories
  .filter((made) => made.case === "defaults")
  .map((made) =>
    claim(`${caseTitle(made)}: hyperparameters left out are the published ones`, (optim) => {
      const { hyper } = constructRule({ ...made, hyper: {} }, optim);
      // Ranger also has numbers of its parts: threshold and outputAxis.
      const names = Object.keys(made.rule === "ranger" ? made.hyper : hyper);
      assert.deepEqual(Object.fromEntries(names.map((name) => [name, hyper[name]])), made.hyper);
    }),
  );

/** The trajectories as claims about any optimizers. */
export const goldenChecks: readonly Claim[] = [...golden(trajectories), ...defaultChecks];
