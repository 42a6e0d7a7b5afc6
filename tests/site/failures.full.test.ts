/** @file The section "When it fails" of the pages of rules: its numbers are those of real runs. */
import { describe, expect, it } from "vitest";
import { bowlRows } from "../../site/guide/rules/bowlRows.ts";
import { bowl, runOnBowl } from "../../site/guide/rules/bowls.ts";
import { bugRows } from "../../site/guide/rules/bugRows.ts";
import { reaches, reachText } from "../../site/guide/rules/failureRows.ts";
import { type Subject, subjects } from "../../site/guide/rules/subjects.ts";
import { plainChoices } from "../../site/lab/choice.ts";
import { knownBugs } from "../../src/testing/identify/knownBugs.ts";

describe("where a rule fails", () => {
  const subjectNamed = (name: string): Subject => {
    const found = subjects.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} must have a page`);
    return found;
  };

  it("is measured on quadratics: gradient descent converges up to 2 / λ, however the axes are turned", () => {
    const rows = bowlRows(subjectNamed("sgd").make(""));
    expect(rows.map(([name, steps, , largest]) => [name, steps, largest])).toEqual([
      ["condition 100, axes along the weights", rows[1][1], "2"],
      ["condition 100, axes turned", rows[0][1], "2"],
    ]);
    expect(bowlRows(subjectNamed("maximize").make(""))[0].at(-1)).toBe("none");
  });

  it("is measured for rules that evaluate the loss again, and on a bowl with its axes turned", () => {
    const start = bowl(100, true);
    const g = new Float64Array(16);
    expect(start.slope(start.start, g)).toBeCloseTo(bowl(100, false).slope(bowl(100, false).start, g), 10);
    expect(runOnBowl(subjectNamed("lbfgs").make(""), 1, start).left).toBeLessThan(1e-4);
  });

  it("names the functions on which it stalls, climbs or diverges", () => {
    const [sgd] = plainChoices(["sgd"]);
    const all = reaches(sgd);
    expect(all.find(({ name }) => name === "Rastrigin")?.verdict).toBe("stalls");
    expect(reachText(all)).toMatch(
      /^It reaches the minimum of \d+ of \d+ functions in 200 steps; it stalls on two-Gaussian bowl, Rastrigin\.$/,
    );
    const up = reaches({ ...sgd, wrapper: "maximize" });
    expect(up.filter(({ verdict }) => verdict === "reaches the minimum")).toEqual([]);
  });

  it("lists the bugs that programs had, with the checks that catch each", () => {
    const rows = bugRows("radam");
    expect(rows.length).toBe(knownBugs.filter(({ rule }) => rule === "radam").length);
    for (const [, , caught] of rows) expect(caught).toMatch(/^[1-9]\d* of \d+ checks catch it/);
  });
});
