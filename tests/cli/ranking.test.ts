/** @file The ranking of a comparison: order, warnings, verdict, tuning and report. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  type Entry,
  findWarnings,
  ranked,
  stepsTo,
  type Terms,
  testScore,
  verdict,
} from "../../src/cli/compare/comparison.ts";
import { best } from "../../src/cli/compare/runComparison.ts";
import { runTrainingJob, type TrainingRun } from "../../src/cli/compare/trainingJob.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { moonsJob } from "../support/moonsJob.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-compare-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** A small problem. */
const quick = "--data moons --model 2-2 --steps 6";

const shortRun = runTrainingJob(moonsJob({}, { steps: 1, every: 1 }));

const aRun = (finalLoss: number, more: Partial<TrainingRun> = {}): TrainingRun => ({
  ...shortRun,
  testLoss: 1,
  finalLoss,
  ...more,
});

const entry = (rule: string, losses: number[], more: Partial<Entry> = {}): Entry => ({
  rule,
  settings: {},
  lr: 0.1,
  tuned: [],
  runs: losses.map((loss) => aRun(loss)),
  ...more,
});

const terms = { seeds: [1, 2, 3], grid: [0.01, 0.1, 1], tuning: "grid" } as Terms;

describe("ranking and warnings", () => {
  it("ranks by the median, equals by name, diverged runs last", () => {
    const order = ranked([
      entry("d", [Infinity, Infinity, 1]),
      entry("c", [2, 2, 9]),
      entry("b", [3, 1, 0]),
      entry("a", [2, 0, 9]),
    ]);
    expect(order.map(({ rule }) => rule)).toEqual(["b", "a", "c", "d"]);
  });

  it("counts a diverged run as the worst score, as it does for losses", () => {
    const runs = [0.1, 0.2, 0.3, 0.4, Number.NaN].map((score) => aRun(1, { score }));
    expect(testScore(entry("a", [], { runs }))).toEqual({ low: 0.1, median: 0.2, high: 0.3 });
  });

  it("finds the step at which the target is first reached", () => {
    expect(stepsTo(1, aRun(0, { loss: [3, 1, 2, 0] }), 5)).toBe(10);
    expect(stepsTo(1, aRun(0, { loss: [3] }), 5)).toBe(Infinity);
    expect(stepsTo(Infinity, aRun(0, { loss: [3] }), 5)).toBe(Infinity);
  });

  it("has nothing to say against a fair comparison", () => {
    const tuned = [{ lr: 0.1, losses: [1, 1, 1] }];
    expect(findWarnings(terms, [entry("a", [1, 2, 3], { tuned }), entry("b", [1, 2, 3], { tuned })])).toEqual([]);
  });

  it.each<[string, Terms, Entry[]]>([
    [
      "the initial weights differ",
      terms,
      [entry("a", [1, 1, 1]), entry("b", [1, 1, 1], { runs: [1, 1, 1].map((x) => aRun(x, { weights: "x" })) })],
    ],
    [
      "the batches differ",
      terms,
      [entry("a", [1, 1, 1]), entry("b", [1, 1, 1], { runs: [1, 1, 1].map((x) => aRun(x, { batches: "x" })) })],
    ],
    ["2 seeds: too few for quartiles", { ...terms, seeds: [1, 2] }, [entry("a", [1, 1])]],
    [
      "at the edge of the grid, so a wider grid may be better: a",
      terms,
      [entry("a", [1, 1, 1], { lr: 1, tuned: [{ lr: 1, losses: [1] }] })],
    ],
    ["training diverged: a", terms, [entry("a", [1, 1, 1], { runs: [1, 1, 1].map((x) => aRun(x, { failure: "…" })) })]],
    [
      "a: the test loss 4.000 is far from the 1.000 of its tuning",
      terms,
      [
        entry("a", [1, 1, 1], {
          tuned: [{ lr: 0.1, losses: [1, 1, 9] }],
          runs: [1, 1, 1].map((x) => aRun(x, { testLoss: 4 })),
        }),
      ],
    ],
    [
      "slow: no SIMD",
      terms,
      [entry("a", [1, 1, 1], { runs: [1, 1, 1].map((x) => aRun(x, { slow: "slow: no SIMD" })) })],
    ],
    ["one learning rate for all", { ...terms, tuning: "same-lr" }, [entry("a", [1, 1, 1])]],
    ["defaults were chosen", { ...terms, tuning: "defaults" }, [entry("a", [1, 1, 1])]],
  ])("warns: %s", (text, given, entries) => {
    const warnings = findWarnings(given, entries);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(text);
  });
});

describe("the verdict", () => {
  const of = (entries: Entry[], seeds = [1, 2, 3]) =>
    verdict({ terms: { ...terms, seeds }, entries, trajectories: [], warnings: [] });

  it("says whether the lead of the best rule is beyond the noise of the seeds", () => {
    expect(of([entry("a", [1, 2, 3]), entry("b", [2, 3, 4]), entry("c", [7, 8, 9])])).toBe(
      "a has the lowest final loss, 2.000; its lead over b is within the noise of the seeds.",
    );
    expect(of([entry("a", [1, 2, 3]), entry("b", [7, 8, 9])])).toBe(
      "a has the lowest final loss, 2.000; its lead over b and the rest is beyond the noise of the seeds.",
    );
  });

  it("claims nothing from one seed, one rule, or diverged runs", () => {
    expect(of([entry("a", [1]), entry("b", [2])], [1])).toMatch(/; 1 seed cannot show whether that is noise\.$/);
    expect(of([entry("a", [1, 2, 3])])).toBe("a has a final loss of 2.000.");
    expect(of([entry("a", [Infinity]), entry("b", [Infinity])])).toBe("No rule has a finite final loss.");
  });
});

describe("tuning", () => {
  it("takes the rate with the lowest median held-out loss among those tried with every seed", () => {
    const tuned = [
      { lr: 0.01, losses: [0.1] },
      { lr: 0.1, losses: [0.2, 0.3, 0.3] },
      { lr: 1, losses: [0.1, 4, 4] },
    ];
    expect(best(tuned)?.lr).toBe(0.1);
    expect(best([])).toBeUndefined();
  });

  it("uses three seeds, held-out training examples, and never the test examples", async () => {
    const { stdout } = await run(`compare sgd ${quick} --seeds 1 --grid 0.01,0.1,1 --json`);
    const { terms: used, entries } = JSON.parse(stdout);
    expect(used.tuningSeeds).toEqual([8, 9, 10]);
    expect(entries[0].tuned.map(({ losses }: { losses: number[] }) => losses.length)).toEqual([3, 3, 3]);
    const own = runTrainingJob(
      moonsJob({ seed: "8", lr: "0.1", model: "2-2" }, { steps: 6, every: 1, validation: true }),
    );
    expect(entries[0].tuned[1].losses[0]).toBe(own.testLoss);
    const onTest = runTrainingJob(moonsJob({ seed: "8", lr: "0.1", model: "2-2" }, { steps: 6, every: 1 }));
    expect(own.testLoss).not.toBe(onTest.testLoss);
  });
});

describe("--report", () => {
  const line = `compare sgd ${quick} --tuning defaults --seeds 1`;

  it("replaces a report of the same comparison only, unless --overwrite is given", async () => {
    const file = join(folder, "own.html");
    writeFileSync(file, "precious");
    const refused = await run(`${line} --report ${file}`);
    expect([refused.code, refused.stdout, readFileSync(file, "utf8")]).toEqual([2, "", "precious"]);
    expect(refused.stderr).toMatch(/exists and does not belong to this run; give another name, or --overwrite/);
    expect((await run(`${line} --report ${file} --overwrite`)).code).toBe(0);
    expect((await run(`${line} --report ${file}`)).code).toBe(0);
    expect((await run(`${line} --seed 8 --report ${file}`)).code).toBe(2);
  });

  it("in the file of --results is refused, since it would replace the results", async () => {
    const file = join(folder, "both.html");
    expect(await run(`${line} --results ${file} --report ${file}`)).toEqual({
      code: 2,
      stdout: "",
      stderr: `downhill: --report: must be another file than that of --results, got ${file}; give another name\n`,
    });
    expect(existsSync(file)).toBe(false);
  });

  it("that cannot be written after all leaves the results on stdout: exit 1", async () => {
    const place = newFolder();
    const file = join(place, "r.html");
    const terminal = fakeTerminal();
    const stop = setInterval(() => {
      if (terminal.text.stderr.includes("1/2 runs")) rmSync(place, { recursive: true, force: true });
    }, 0);
    const { code, stdout, stderr } = await run(`${line} --report ${file}`, terminal);
    clearInterval(stop);
    expect([code, stdout]).toEqual([1, expect.stringContaining("sgd has a final loss")]);
    expect(stderr).toMatch(/cannot save .*: no such folder .*; make it first\n$/);
  });
});
