import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { assertFollows, caseTitle, float64, runCase } from "../../src/testing/golden.ts";
import type { Bound } from "../../src/testing/support/agreement.ts";
import { defaultChecks, torch, trajectories } from "./golden.ts";

const { rules } = optim;

/**
 * Storing in Float32 rounds by 2⁻²⁴ of what is stored, and everything else is computed in doubles. In t updates
 *
 * - the weight is stored t times: t · 2⁻²⁴ · largest;
 * - a buffer of signed numbers (m, u) is stored t times. It forgets roundings as it forgets gradients. So each rounding
 *   moves the weight by at most 2⁻²⁴ of what the gradients in it did: t · 2⁻²⁴ · distance for all;
 * - a buffer of squares has after s updates a relative error of s · 2⁻²⁴. Half of that is left under the root:
 *   ½ t · 2⁻²⁴ · distance.
 *
 * Together less than 2 t · 2⁻²⁴ (distance + largest). A schedule that raises the learning rate raises the second
 * term, at most by its own factor; here never beyond the sum.
 */
const float32: Bound = (t, distance, largest) => 2 * t * 2 ** -24 * (distance + largest);

/**
 * Muon multiplies matrices in Float32. Each of its five steps lets a small singular value grow by up to a = 3.4445, and
 * every earlier rounding with it: by less than 2 a⁵ = 970 in all.
 */
const muon32: Bound = (t, distance, largest) => float32(t, 970 * distance, largest);

describe("50-digit trajectories", () => {
  it.each(trajectories.map((made) => [caseTitle(made), made] as const))("%s", (_title, made) => {
    assertFollows(made, runCase(made, optim), float64);
    assertFollows(made, runCase(made, optim, Float32Array), made.rule === "muon" ? muon32 : float32);
  });
});

describe(`PyTorch ${torch.version}`, () => {
  const cases = torch.cases.map((made) => [`${caseTitle(made)} = ${made.torch}`, made] as const);
  it.each(cases)("%s", (_title, made) => {
    assertFollows(made, runCase(made, optim), float64);
  });
});

describe("defaults", () => {
  it.each(defaultChecks)("$title", ({ run }) => run(optim));
});

describe("completeness", () => {
  it("has a trajectory for every rule and variant", () => {
    const proven = new Set(trajectories.map(({ rule, variant = "" }) => `${rule} ${variant}`));
    const forms = Object.entries(rules)
      // lbfgs needs a closure, so it cannot be run where gradients alone are given.
      .filter(([, { definition }]) => !definition.needsClosure)
      .flatMap(([name, { definition }]) => ["", ...Object.keys(definition.variants)].map((form) => `${name} ${form}`));
    expect(forms.filter((form) => !proven.has(form))).toEqual([]);
  });

  it("has every rule file in the registry, under its own name", () => {
    const folder = new URL("../../src/optim/rules/", import.meta.url);
    const names = readdirSync(folder).map((file) => file.replace(".ts", ""));
    expect(names.filter((name) => name !== "index").sort()).toEqual(Object.keys(rules).sort());
    for (const [name, factory] of Object.entries(rules)) expect(factory().name).toBe(name);
  });
});
