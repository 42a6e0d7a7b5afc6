/** @file The section "When it fails" of the pages of rules: its numbers are those of real runs. */
import { describe, expect, it } from "vitest";
import { type Bowl, bowl } from "../../site/guide/rules/bowl.ts";
import { bowlRows } from "../../site/guide/rules/bowlRows.ts";
import { bugRows } from "../../site/guide/rules/bugRows.ts";
import { convergentRates } from "../../site/guide/rules/convergentRates.ts";
import { failures } from "../../site/guide/rules/failures.ts";
import { reaches, reachText } from "../../site/guide/rules/reaches.ts";
import { runOnBowl } from "../../site/guide/rules/runOnBowl.ts";
import { type Subject, subjects } from "../../site/guide/rules/subjects.ts";
import { plainChoices } from "../../site/lab/choice.ts";
import { lowestAt } from "../../site/lab/lowestAt.ts";
import { sweptRates } from "../../site/lab/sensitivity.ts";
import type { Rule } from "../../src/optim/index.ts";
import { knownBugs } from "../../src/testing/identify/knownBugs.ts";

describe("where a rule fails", () => {
  const subjectNamed = (name: string): Subject => {
    const found = subjects.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} must have a page`);
    return found;
  };

  const ruleNamed = (name: string): Rule => subjectNamed(name).make("");

  it("is measured on quadratics: gradient descent converges below 2 / λ, however the axes are turned", () => {
    const rows = bowlRows(ruleNamed("sgd"));
    expect(rows.map(([name, steps, , rates]) => [name, steps, rates])).toEqual([
      ["condition 100, axes along the weights", rows[1][1], "0.56 to 1.9"],
      ["condition 100, axes turned", rows[0][1], "0.56 to 1.9"],
    ]);
  });

  it("names rates that converge, up to the largest tried, and leaves out those between them that do not", () => {
    const rates = (name: string): string[] => bowlRows(ruleNamed(name)).map((row) => row[3]);
    expect(rates("adam")[0]).toBe("0.01 to 10, the largest tried");
    expect(rates("radam")[1]).toMatch(/^0\.1 to [\d.]+; [\d.]+ to 10, the largest tried$/);
    expect(rates("ranger")[0]).toBe("none");
    for (const name of ["sgd", "momentum", "asgd", "rmsprop", "radam"]) {
      const [rule, on] = [ruleNamed(name), bowl(100, false)];
      const ranges = convergentRates(
        rule,
        on,
        sweptRates.map((lr) => runOnBowl(rule, lr, on)),
      );
      expect(ranges.length, name).toBeGreaterThan(0);
      for (const rate of ranges.flat()) {
        expect(rate).toBe(Number(rate.toPrecision(2)));
        expect(runOnBowl(rule, rate, on).left, `${name} at ${rate}`).toBeLessThanOrEqual(1e-4);
      }
    }
  });

  it("counts the steps from which f stays low: rmsprop at 5.6 dips in step 5, and ends above the start", () => {
    const { solved, left } = runOnBowl(ruleNamed("rmsprop"), 5.6, bowl(100, false));
    expect(left).toBeGreaterThan(1);
    expect(solved).toBeNull();
  });

  it("is measured on averaged weights, where a rule has them", () => {
    const on = bowl(100, false);
    const [plain, ...averaged] = ["sgd", "ema", "swa"].map((name) => runOnBowl(ruleNamed(name), 1, on).left);
    // The averages hold earlier points, where f was higher.
    for (const left of averaged) expect(left).toBeGreaterThan(2 * plain);
  });

  it("of maximize is that of the rule inside: its path up −f is the same", () => {
    const down = bowl(100, false);
    const up: Bowl = {
      ...down,
      slope(theta, g) {
        const f = down.slope(theta, g);
        for (const [i, gi] of g.entries()) g[i] = -gi;
        return f;
      },
    };
    for (const lr of [0.5, 1, 2.1])
      expect(runOnBowl(ruleNamed("maximize"), lr, up)).toEqual(runOnBowl(ruleNamed("sgd"), lr, down));
    const said = failures(subjectNamed("maximize"));
    expect(said.length).toBe(2);
    expect(said[1]).toContain("[sgd](../rules/sgd.md)");
  });

  it("is measured for rules that evaluate the loss again, and on a bowl with its axes turned", () => {
    const start = bowl(100, true);
    const g = new Float64Array(16);
    expect(start.slope(start.start, g)).toBeCloseTo(bowl(100, false).slope(bowl(100, false).start, g), 10);
    expect(runOnBowl(ruleNamed("lbfgs"), 1, start).left).toBeLessThan(1e-4);
  });

  it("names the functions on which it stalls, climbs or diverges", () => {
    const [sgd] = plainChoices(["sgd"]);
    const all = reaches(sgd);
    expect(all.find(({ name }) => name === "Rastrigin")?.verdict).toBe("stalls");
    expect(reachText(all)).toMatch(
      /^It reaches the minimum of \d+ of \d+ functions in 200 steps; it stalls on two-Gaussian bowl, Rastrigin\. .* at most 0\.1 % .* more than 10 % /,
    );
    const up = reaches({ ...sgd, wrapper: "maximize" });
    expect(up.filter(({ verdict }) => verdict === "reaches the minimum")).toEqual([]);
  });

  it("names a share that is left between the two bounds by the larger one", () => {
    const [adabelief] = plainChoices(["adabelief"]);
    expect(reaches(adabelief).find(({ name }) => name === "Rastrigin")?.verdict).toBe("gets within 10 %");
    const [sgd] = plainChoices(["sgd"]);
    const averaged = reaches({ ...sgd, wrapper: "ema" }).find(({ name }) => name === "Beale");
    // Not 0.1 %, the bound of "reaches the minimum".
    expect(averaged?.cells[3]).toBe("0.14 %");
  });

  it("takes the lowest value, and NaN only among NaN", () => {
    expect([[Number.NaN, 2, 1, 1, Number.NaN], [Number.NaN, Number.NaN], [3]].map(lowestAt)).toEqual([2, 0, 0]);
  });

  it("lists the bugs that programs had, with the checks that catch each", () => {
    const rows = bugRows("radam");
    expect(rows.length).toBe(knownBugs.filter(({ rule }) => rule === "radam").length);
    for (const [, , caught] of rows) expect(caught).toMatch(/^[1-9]\d* of \d+ checks catch it/);
  });
});
