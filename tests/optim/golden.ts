/** @file The golden trajectories of tests/golden, and the claims they give. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Case, constructRule, golden } from "../../src/testing/golden.ts";
import { type Claim, claim } from "../../src/testing/support/claim.ts";

const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8"));

export const trajectories: Case[] = read("trajectories.json");
export const torch: { version: string; cases: (Case & { torch: string })[] } = read("torch.json");

/** The case "defaults" spells out the hyperparameters; the first random case has the first, default value of every form. */
export const defaultChecks: readonly Claim[] = trajectories
  .filter((made) => made.case === "defaults")
  .map(({ rule, hyper }) =>
    claim(`${rule}: hyperparameters and forms left out are the published ones`, (optim) => {
      const made = constructRule({ rule, hyper: {}, options: {} }, optim);
      const forms = trajectories.find((other) => other.rule === rule && other.case === "random 1")?.options;
      const own = Object.keys(made.choices).map((name) => [name, made.options[name]]);
      assert.deepEqual(Object.fromEntries(own), forms);
      for (const [name, value] of Object.entries(made.hyper)) {
        if (rule === "ranger" && !(name in hyper)) continue; // of its parts: threshold, outputAxis
        assert.equal(value, name === "baseLr" ? hyper.lr : hyper[name], name);
      }
    }),
  );

/** The trajectories as claims about any optimizers. */
export const goldenChecks: readonly Claim[] = [...golden(trajectories), ...defaultChecks];
