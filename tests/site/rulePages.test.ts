/** @file The pages of rules and schedules before VitePress builds them. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleFigure } from "../../site/guide/rules/ruleFigure.ts";
import { rulePage } from "../../site/guide/rules/rulePage.ts";
import { subjects } from "../../site/guide/rules/subjects.ts";
import { redrawn } from "../../site/guide/schedules/redrawn.ts";
import { sampleRun } from "../../site/guide/schedules/sampleRun.ts";
import { scheduleFigure } from "../../site/guide/schedules/scheduleFigure.ts";
import { reducerNames, schedulePage } from "../../site/guide/schedules/schedulePage.ts";
import { readHash } from "../../site/lab/hash.ts";
import { lineReason } from "../../src/cli/explain/lineReason.ts";
import { adam } from "../../src/optim/rules/adam.ts";
import { reduceOnPlateau } from "../../src/schedules/reducers/reduceOnPlateau.ts";
import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { statementsOf } from "../../src/testing/statementsOf.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { root } from "../support/docs/blocks.ts";

describe("the page of a rule", () => {
  const subject = subjects.find(({ name }) => name === "adam");
  if (subject === undefined) throw new Error("adam must have a page");
  const source = readFileSync(root + subject.file, "utf8");
  const page = rulePage(subject, source);

  it("has every section", () => {
    const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([
      "Equations",
      "Source, line by line",
      "Hyperparameters",
      "Variants",
      "When it fails",
      "Claims that guard it",
      "References",
    ]);
  });

  it("shows the path without a script, and the state that the lab's stage begins with", () => {
    const [, hash = ""] =
      /<rule-stepper v-pre rule="adam" hash="([^"]*)">\n<figure class="paths"><svg /.exec(page) ?? [];
    const { state, notices } = readHash(hash.replaceAll("&amp;", "&"));
    expect(notices).toEqual([]);
    expect([state.t, state.choices[state.inspected].rule]).toEqual([1, "adam"]);
    expect(ruleFigure({ name: "muon", isWrapper: false, inner: "" })).toBe("");
  });

  it("explains every statement of its update beside the line", () => {
    const traced = traceOf(adam());
    if (traced === undefined) throw new Error("adam must have a trace");
    for (const statement of statementsOf(traced)) {
      const row = page.split('<div class="row').find((one) => one.includes(`id="L${statement.line}"`));
      expect(row).toContain(lineReason(statement));
    }
  });

  it("shows every line of code, every hyperparameter, every variant and the step at which it parts", () => {
    for (const key of Object.keys(adam.definition.hyper)) expect(page).toContain(`<td><code>${key}</code></td>`);
    for (const name of Object.keys(adam.definition.variants)) expect(page).toContain(`<td><code>${name}</code></td>`);
    expect(page.match(/<td>step 1, on /g)?.length).toBe(2);
    expect(page).toContain("**8 bytes**");
    expect(page).toContain("https://arxiv.org/abs/1412.6980");
  });

  it("has no blank line inside its HTML", () => {
    for (const [html] of page.matchAll(/<div class="(?:annotated|scroll)[\s\S]*?\n<\/div>/g))
      expect(html).not.toMatch(/\n\s*\n/);
  });
});

describe("the page of a schedule", () => {
  it("shows arguments with their defaults and ranges", () => {
    const file = "src/schedules/cosine.ts";
    const page = schedulePage("cosine", file, readFileSync(root + file, "utf8"));
    expect(page).toContain("<td><code>to</code></td><td><code>0</code></td><td>a finite number</td>");
    expect(page).toContain("η(t) = to + ½ (from − to)");
    expect(page).toContain("`src/schedules/cosine.ts:15`");
  });

  it("shows the whole first paragraph of its comment", () => {
    const pageOf = (name: string, file: string): string =>
      schedulePage(name, file, readFileSync(root + file, "utf8")).replace(/## Source, line by line[\s\S]*/, "");
    expect(pageOf("newBob", "src/schedules/reducers/newBob.ts")).toContain(
      "<p>Decisions come in the order of Kaldi's train_scheduler.sh, whose",
    );
    expect(pageOf("warmup", "src/schedules/compose/warmup.ts")).toContain(
      "<p>With 0 steps it is the schedule alone.</p>",
    );
    expect(pageOf("oneCycle", "src/schedules/oneCycle.ts")).toContain("<p>With 3 phases it falls to the start as fast");
  });

  it("draws its curve with the values of the schedule", () => {
    const [picture = ""] = /<svg class="schedule"[\s\S]*?<\/svg>/.exec(scheduleFigure("linearDecay")) ?? [];
    const [, points = ""] = /<polyline class="curve" points="([^"]*)"/.exec(picture) ?? [];
    const heights = points.split(" ").map((point) => Number(point.split(",")[1]));
    // 1 at the top, 0.1 from step 151 on, 0 at the bottom.
    expect([heights[0], heights[150], heights[199]]).toEqual([30, 130.8, 130.8]);
    expect(scheduleNames.every((name) => scheduleFigure(name).includes("<polyline"))).toBe(true);
  });

  it("draws another call, and says why a text is none", () => {
    expect(redrawn("constant(2)", 200)).toEqual({
      marks: expect.stringContaining("constant(2)"),
      text: "2 at t = 1, 2 at t = 100, 2 at t = 200",
    });
    expect(redrawn("cosine(1)", 200)).toEqual({ marks: null, text: expect.stringContaining("steps") });
    expect(redrawn("exponential(1, 1e-320)", 200).marks).not.toBeNull();
  });

  it("of a reducer names the training that drives it, and lowers the rate", () => {
    for (const name of reducerNames) {
      const file = `src/schedules/reducers/${name}.ts`;
      const page = schedulePage(name, file, readFileSync(root + file, "utf8"));
      expect(page).toContain("noise of deviation 2 on every gradient, 40 epochs of 10 steps");
      expect(page).toMatch(/: 0\.1 at first, then 0\.05 in epoch \d+/);
      expect(page).toContain("<td><code>factor</code></td>");
    }
    expect(sampleRun(reduceOnPlateau({ from: 0.1 })).losses.length).toBe(40);
  });
});
