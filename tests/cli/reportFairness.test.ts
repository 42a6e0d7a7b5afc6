/** @file The box of a report that says what was the same for every rule. */

import { describe, expect, it } from "vitest";
import { leaderboard } from "../../src/cli/compare/leaderboard.ts";
import { clips, decays } from "../../src/cli/compare/report/fairness.ts";
import { reportPage } from "../../src/cli/compare/report/page.ts";
import { type Rule, rules, type WrapperFactory, wrappers } from "../../src/optim/index.ts";
import { aComparison } from "../support/aComparison.ts";

const section = (html: string, title: string): string =>
  html.split("<h2>").find((part) => part.startsWith(title)) ?? "";

/** Returns the text about a term. */
const said = (html: string, term: string): string =>
  new RegExp(`<dt>${term}</dt><dd>([^<]*)`).exec(html)?.[1] ?? `nothing of ${term}`;

/** The wrapper around SGD with the first of these settings that it takes. */
function firstOf([settings, ...more]: readonly Record<string, number>[], wrapper: WrapperFactory): Rule {
  try {
    return wrapper(rules.sgd(), settings);
  } catch (error) {
    if (more.length === 0) throw error;
    return firstOf(more, wrapper);
  }
}

describe("the box about fairness", () => {
  const fair = aComparison(["sgd", "adam"]);
  const box = (comparison = fair): string => section(reportPage(comparison, false), "Fairness");

  it("says what was the same, with its checksums", () => {
    expect(said(box(), "initial weights")).toBe("the same for every rule; checksums a1, a2, a3");
    expect(said(box(), "batches")).toBe("the same for every rule; checksums b1, b2, b3");
    for (const term of ["clipping", "weight decay"]) expect(said(box(), term)).toBe("none");
    expect(said(box(), "schedules")).toBe("none, every rate is constant");
  });

  it("says what was not, and of which seed", () => {
    const unfair = aComparison(["sgd", "adam"]);
    unfair.entries[1].runs[2].weights = "other";
    unfair.entries[0].runs[0].batches = "other";
    expect(said(box(unfair), "initial weights")).toBe("not the same for every rule, with seed 3");
    expect(said(box(unfair), "batches")).toBe("not the same for every rule, with seed 1");
    expect(leaderboard(unfair, false)).toContain("seed 3: initial weights a3 or other, batches b3");
  });

  it("claims nothing of batches that a broken run has not seen", () => {
    const broken = aComparison(["sgd", "adam"]);
    Object.assign(broken.entries[1].runs[2], { batches: "fewer", failure: "…" });
    expect(said(box(broken), "batches")).toBe("the same for every run that did not diverge; checksums b1, b2, b3");
  });

  it("names the rules that clip, decay or have schedules", () => {
    const own = aComparison(["l2(sgd, l2=0.1)", "agc(adamw)", "sgd(lr=cosine(1, 9))", "lion"], 3, { clip: 2 });
    own.entries[0].settings = { lr: "0.1", l2: "0.1" };
    own.entries[1].settings = { lr: "0.1", weightDecay: "0.01", clip: "0.01", "agc.eps": "1e-3" };
    own.entries[2].settings = { lr: "cosine(1, 9, 0)" };
    own.entries[3].settings = { lr: "0.1", weightDecay: "0" };
    const html = box(own);
    expect(said(html, "clipping")).toBe("norm of all gradients at most 2, for every rule; agc(adamw): clip 0.01");
    expect(said(html, "weight decay")).toBe("l2(sgd, l2=0.1): l2 0.1; agc(adamw): weightDecay 0.01");
    expect(said(html, "schedules")).toBe("sgd(lr=cosine(1, 9)): lr cosine(1, 9, 0)");
  });

  it("knows every setting that clips or decays", () => {
    const others = ["decay", "lrDecay", "momentumDecay"]; // of averages and rates
    const given: Record<string, number>[] = [{}, { maxNorm: 1 }, { limit: 1 }, { l2: 0.1 }, { outputAxis: 0 }];
    const names = [
      ...Object.values(rules).flatMap((rule) => Object.keys(rule().hyper)),
      ...Object.values(wrappers).flatMap((wrapper) => Object.keys(firstOf(given, wrapper).hyper)),
    ];
    const meant = [...new Set(names)].filter((name) => /clip|norm|limit|decay|l2|lambd/i.test(name));
    expect(meant.filter((name) => !others.includes(name)).sort()).toEqual([...clips, ...decays].sort());
  });
});
