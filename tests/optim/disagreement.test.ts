/**
 * @file Every variant differs from its rule's default: the same seven gradients lead elsewhere, by as much as
 * 50-digit arithmetic says (cases "apart" of trajectories.json). That each variant is right: golden.test.ts.
 */
import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import { type Case, runCase } from "../../src/testing/golden.ts";
import { trajectories } from "./golden.ts";

const rules: Readonly<Record<string, optim.RuleFactory>> = optim.rules;
const apart = trajectories.filter((made) => made.case === "apart");
const caseOf = (rule: string, variant?: string): Case => {
  const found = apart.find((made) => made.rule === rule && made.variant === variant);
  if (found === undefined) throw new Error(`trajectories.json has no case "apart" of ${rule} ${variant ?? ""}`);
  return found;
};

/** The largest difference between two lists of weights. */
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((weight, i) => Math.abs(weight - b[i])));

const lastOf = (path: readonly (readonly (number | string)[])[]): number[] => (path.at(-1) ?? []).map(Number);

const variants = Object.entries(rules).flatMap(([rule, { definition }]) =>
  Object.keys(definition.variants).map((variant) => {
    const known = distance(lastOf(caseOf(rule, variant).theta), lastOf(caseOf(rule).theta));
    return { rule, variant, known, shown: known.toExponential(2) };
  }),
);

describe("a variant differs from the default", () => {
  it.each(variants)("$rule, $variant: by $shown", ({ rule, variant, known }) => {
    const measured = distance(
      lastOf(runCase(caseOf(rule, variant), optim).theta),
      lastOf(runCase(caseOf(rule), optim).theta),
    );
    expect(known).toBeGreaterThan(1e-6);
    expect(measured).toBeCloseTo(known, 11);
  });

  it.each(variants)("$rule, $variant: differsFrom says who does it", ({ rule, variant }) => {
    expect(rules[rule].definition.differsFrom.filter((entry) => entry.variant === variant)).toHaveLength(1);
  });

  it("covers every variant and no other", () => {
    const named = apart.flatMap(({ rule, variant }) => (variant === undefined ? [] : [`${rule} ${variant}`]));
    expect(named.sort()).toEqual(variants.map(({ rule, variant }) => `${rule} ${variant}`).sort());
  });
});
