import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Entry,
  findWarnings,
  ranked,
  stepsTo,
  type Terms,
  testScore,
  verdict,
} from "../../src/cli/compare/comparison.ts";
import { ownVersion } from "../../src/cli/compare/plan.ts";
import { openPool } from "../../src/cli/compare/pool.ts";
import { refusal } from "../../src/cli/compare/refusal.ts";
import { best } from "../../src/cli/compare/runComparison.ts";
import { runSurfaceJob, type Trajectory } from "../../src/cli/compare/surfaceJob.ts";
import { runTrainingJob, type TrainingJob, type TrainingRun } from "../../src/cli/compare/trainingJob.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import type { Values } from "../../src/cli/flags/flags.ts";
import { surfaces } from "../../src/data/surfaces/surfaces.ts";
import { acceleration } from "../../src/kernels/acceleration.ts";
import { quantile } from "../../src/math/quantile.ts";
import { isWithinNoise, spread } from "../../src/math/spread.ts";
import { adam, muon } from "../../src/optim/index.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "downhill-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A small problem. */
const quick = "--data moons --model 2-2 --steps 6";

describe("order statistics", () => {
  it("interpolate between neighbours, as R's type 7", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 3.25, 4]);
    expect(spread([3, 1, 2])).toEqual({ low: 1.5, median: 2, high: 2.5 });
  });

  it("count NaN as worse than every number, without becoming NaN themselves", () => {
    expect(spread([Number.NaN, 1, 2])).toEqual({ low: 1.5, median: 2, high: Infinity });
    expect(spread([Infinity, Infinity, 2])).toEqual({ low: Infinity, median: Infinity, high: Infinity });
  });

  it("call it noise when the middle halves overlap", () => {
    const [a, b, c] = [spread([1, 2, 3]), spread([2.4, 3, 4]), spread([5, 6, 7])];
    expect([isWithinNoise(a, b), isWithinNoise(b, a), isWithinNoise(a, c)]).toEqual([false, false, false]);
    expect(isWithinNoise(a, spread([2, 3, 4]))).toBe(true);
  });
});

const job = (flags: Values, more: Partial<TrainingJob> = {}): TrainingJob => ({
  kind: "training",
  settings: readExperimentSettings({
    data: "moons",
    model: "2-8-2",
    optimizer: "sgd",
    lr: "0.1",
    seed: "3",
    ...flags,
  }),
  steps: 40,
  every: 4,
  validation: false,
  ...more,
});

describe("a training job", () => {
  const first = runTrainingJob(job({}));

  it("starts every rule from the same weights and gives it the same batches; another seed changes both", () => {
    const adam = runTrainingJob(job({ optimizer: "adam", lr: "0.01" }));
    expect([adam.weights, adam.batches]).toEqual([first.weights, first.batches]);
    expect(adam.finalLoss).not.toBe(first.finalLoss);
    const other = runTrainingJob(job({ seed: "4" }));
    expect(other.weights).not.toBe(first.weights);
    expect(other.batches).not.toBe(first.batches);
    expect(runTrainingJob(job({ batch: "32" })).batches).not.toBe(first.batches);
  });

  it("samples the curves every few steps, each point the mean since the previous one", () => {
    for (const curve of [first.loss, first.gradientNorm, first.updateRatio]) expect(curve).toHaveLength(10);
    const fine = runTrainingJob(job({}, { every: 1 }));
    expect(first.loss[1]).toBeCloseTo((fine.loss[4] + fine.loss[5] + fine.loss[6] + fine.loss[7]) / 4, 12);
    expect(first.finalLoss).toBeCloseTo(first.loss[9], 12);
  });

  it("counts the state that a rule keeps", () => {
    // 2 · 8 + 8 + 8 · 2 + 2 = 42 weights; Adam keeps two numbers of 4 bytes for each.
    expect([first.parameters, first.stateBytes]).toEqual([42, 0]);
    expect(runTrainingJob(job({ optimizer: "adam" })).stateBytes).toBe(42 * 8);
  });

  it("reports why it diverged", () => {
    const broken = runTrainingJob(job({ data: "sine", model: "1-8-1", lr: "1e9" }));
    expect(broken.failure).toMatch(/at step \d+/);
    expect(broken.finalLoss).toBe(Infinity);
  });
});

describe("a surface job", () => {
  it("takes the rate that ends lowest", () => {
    const [bowl] = runSurfaceJob({ kind: "surface", rule: "sgd", rates: [1e-3, 0.05, 10], steps: 30 });
    expect(bowl).toMatchObject({ surface: "quadratic", rule: "sgd", lr: 0.05 });
    // x shrinks by 1 − lr · 1 and y by 1 − lr · 20 at every step.
    expect(bowl.path).toHaveLength(31);
    expect(bowl.path[30][0]).toBeCloseTo(3.5 * 0.95 ** 30, 9);
    expect(bowl.path[2][1]).toBeCloseTo(0, 9);
  });

  it.each(["sgd", "momentum", "nesterov", "adam", "rmsprop", "lion"])("of %s stays in every frame", (rule) => {
    const rates = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1];
    const paths = runSurfaceJob({ kind: "surface", rule, rates, steps: 150 });
    for (const { surface, path } of paths) {
      const { domain } = surfaces.find(({ name }) => name === surface) as (typeof surfaces)[number];
      const outside = path.filter((point) => domain.some(([low, high], k) => point[k] < low || point[k] > high));
      expect(outside, surface).toEqual([]);
    }
  });

  it("is chosen by its whole length: adam at rate 1 ends lowest on Rosenbrock, but leaves the frame", () => {
    const job = { kind: "surface", rule: "adam", steps: 150 } as const;
    const [chosen, alone] = [[0.3, 1], [1]].map((rates) => runSurfaceJob({ ...job, rates })[2]);
    expect(chosen.lr).toBe(0.3);
    expect(alone.value).toBeLessThan(chosen.value);
    expect(Object.keys(chosen)).toEqual(["surface", "rule", "lr", "path", "value"]);
  });

  it("ends where a path leaves all numbers", () => {
    const way = runSurfaceJob({ kind: "surface", rule: "sgd", rates: [1e4], steps: 500 })[2];
    expect(way.surface).toBe("Rosenbrock");
    expect(way.path.length).toBeLessThan(500);
    expect(way.value).toBe(Infinity);
    expect(way.path.flat().every(Number.isFinite)).toBe(true);
  });
});

describe("a rule that cannot take part", () => {
  const vector = { data: Float32Array.of(1, 2), grad: null, shape: [2] };

  it("says why, and the others have nothing to say", () => {
    expect(refusal(muon(), [vector])).toMatch(/^muon: a parameter must have at least 2 axes, got shape \[2\]/);
    expect(refusal(adam(), [vector])).toBeNull();
  });

  it("is not one with a bug: that is thrown", () => {
    const broken = {
      ...adam(),
      update: () => {
        throw new TypeError("v is undefined");
      },
    };
    expect(() => refusal(broken, [vector])).toThrow("v is undefined");
  });
});

describe("the threads", () => {
  const broken = (): TrainingJob => {
    const one = job({});
    return { ...one, settings: { ...one.settings, model: "3-2" } };
  };

  it.each([1, 2])(
    "reject the caller of a job that fails, and close while others run: --threads %i",
    async (threads) => {
      const pool = openPool(threads);
      const rest = [pool.run(job({}, { steps: 2000 })), pool.run(job({}))].map((one) => one.catch(() => null));
      await expect(pool.run(broken())).rejects.toThrow("--model 3-2 must have 2 inputs");
      await pool.close();
      await Promise.all(rest);
    },
  );
});

const shortRun = runTrainingJob(job({}, { steps: 1, every: 1 }));
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
    const own = runTrainingJob(job({ seed: "8", lr: "0.1", model: "2-2" }, { steps: 6, every: 1, validation: true }));
    expect(entries[0].tuned[1].losses[0]).toBe(own.testLoss);
    const onTest = runTrainingJob(job({ seed: "8", lr: "0.1", model: "2-2" }, { steps: 6, every: 1 }));
    expect(own.testLoss).not.toBe(onTest.testLoss);
  });
});

describe("--results", () => {
  const line = `compare sgd adam ${quick} --seeds 1 --grid 0.01,0.1`;

  it("keeps every finished run, so that the same command resumes and gives the same numbers", async () => {
    const file = join(folder, "runs.ndjson");
    const whole = await run(line);
    const terminal = fakeTerminal();
    const stop = setInterval(() => terminal.text.stderr.includes("/16 runs") && terminal.interrupt("SIGTERM"), 0);
    const part = await run(`${line} --results ${file}`, terminal);
    clearInterval(stop);
    expect(part.code).toBe(143);
    expect(part.stdout).toMatch(/^rule +tuning runs +lowest held-out loss +at lr/);
    expect(part.stderr).toMatch(
      /\ninterrupted: \d+ of 16 runs done; run the same command to resume from .*runs\.ndjson\n$/,
    );
    const kept = readFileSync(file, "utf8").split("\n").length;
    expect(kept).toBeLessThan(16);
    // As after a crash in the middle of a line.
    appendFileSync(file, '{"job":{"kind":"trai');
    const rest = await run(`${line} --results ${file}`);
    expect(rest.stdout).toBe(whole.stdout);
    const again = await run(`${line} --results ${file}`);
    expect(again.stdout).toBe(whole.stdout);
    expect(readFileSync(file, "utf8").trim().split("\n").length).toBe(1 + 16);
  });

  it("gives back a loss of Infinity", async () => {
    const file = join(folder, "infinite.ndjson");
    const diverging = "compare sgd --data sine --model 1-4-1 --steps 6 --tuning same-lr --lr 1e9 --seeds 1";
    const first = await run(`${diverging} --results ${file}`);
    expect((await run(`${diverging} --results ${file}`)).stdout).toBe(first.stdout);
    expect(first.stdout).toContain("diverged");
  });

  it("refuses a file of something else, of other data, version, Node or kernels", async () => {
    const file = join(folder, "other.ndjson");
    writeFileSync(file, "precious\n");
    const { code, stderr } = await run(`${line} --results ${file}`);
    expect([code, readFileSync(file, "utf8")]).toEqual([2, "precious\n"]);
    expect(stderr).toMatch(/must be a file that compare wrote/);
    const own = { downhill: ownVersion(), data: "", node: process.version, kernels: acceleration().kind };
    // The file of the test above.
    own.data = JSON.parse(readFileSync(join(folder, "runs.ndjson"), "utf8").split("\n")[0]).data;
    for (const [change, message] of [
      [{ data: "1-2" }, "must be of the same data, got other data"],
      [{ downhill: "9.9.9" }, `must be of version ${ownVersion()}, got "9.9.9"`],
      [{ node: "v1.2.3" }, `must be of Node ${process.version}, got "v1.2.3"; give another name`],
      [{ kernels: "none" }, `must be of kernels with ${own.kernels}, got "none"`],
    ] as const) {
      writeFileSync(file, `${JSON.stringify({ ...own, ...change })}\n`);
      expect((await run(`${line} --results ${file}`)).stderr).toContain(message);
    }
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

describe("downhill compare", () => {
  const file = join(folder, "report.html");
  const line = `compare sgd adam lion --data moons --model 2-8-2 --steps 40 --grid 0.001,0.1,1e9 --report ${file}`;
  let first: Awaited<ReturnType<typeof run>>;
  let html: string;
  beforeAll(async () => {
    first = await run(line);
    html = readFileSync(file, "utf8");
  });

  it("prints a leaderboard with the checksums, and progress on stderr", () => {
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^ +rule +lr +final loss, median \[IQR\]/);
    expect(first.stdout.match(/^[123] {2}(sgd|adam|lion)/gm)).toHaveLength(3);
    expect(first.stdout).toMatch(/^seed 7: initial weights [0-9a-f]{8}, batches [0-9a-f]{8}$/m);
    expect(first.stderr).toContain("moons · 2-8-2 (42 parameters) · 3 rules · 40 steps · seeds 7, 8, 9 · grid\n");
    expect(first.stderr).toMatch(/^39\/39 runs/m);
  });

  it("is self-contained and has every section", () => {
    expect(html).not.toMatch(/https?:|src=|<link|@import|url\(/);
    for (const text of [
      "What was compared",
      "Fairness",
      "Results",
      "Training loss",
      "How much the learning rate",
      "Norm of the",
      "Length of the update",
      "Paths on",
    ])
      expect(html).toContain(`<h2>${text}`);
    for (const { name } of surfaces) expect(html).toContain(`<title>Paths on ${name}</title>`);
    expect(html).not.toMatch(/NaN|undefined|\[object/);
    expect(html.match(/<path d="[^"]*Infinity/)).toBeNull();
  });

  it("has a title and a description in every picture, and no label over another or over the edge", () => {
    const pictures = html.match(/<svg viewBox.*?<\/svg>/gs) ?? [];
    const shared = new Map([...html.matchAll(/<g id="(\w+)".*?<\/g>/gs)].map(([text, id]) => [id, text]));
    const charts = pictures.filter((text) => text.includes("<use"));
    expect(charts).toHaveLength(4 * 3);
    for (const chart of pictures.filter((text) => text.includes('role="img"')))
      expect(chart).toMatch(/role="img"><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    for (const chart of charts) {
      const [, width, height] = (/viewBox="0 0 (\d+) (\d+)"/.exec(chart) ?? []).map(Number);
      const [, id] = /<use href="#(\w+)"/.exec(chart) ?? [];
      const boxes = [
        ...`${chart}${shared.get(id)}`.matchAll(/<text x="([^"]+)" y="([^"]+)" class="([^"]+)">([^<]*)/g),
      ].map(labelBox);
      expect(boxes.length).toBeGreaterThan(4);
      for (const [i, a] of boxes.entries()) {
        expect(a.left >= 0 && a.right <= width && a.top >= 0 && a.bottom <= height, JSON.stringify(a)).toBe(true);
        for (const b of boxes.slice(i + 1)) {
          const meets = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          expect(meets, `${a.text} over ${b.text}`).toBe(false);
        }
      }
    }
  });

  it("holds the numbers it shows, rounded, without times", () => {
    const [, text] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? [];
    const data = JSON.parse(text);
    expect(data.entries).toHaveLength(3);
    expect(data.entries[0].runs[0].loss).toHaveLength(40);
    expect(text).not.toContain("seconds");
    expect(html).not.toContain("ms per step");
  });

  it("shows times only when asked for", async () => {
    const timed = join(folder, "timed.html");
    const { stdout } = await run(`compare sgd adam ${quick} --tuning defaults --timing --report ${timed}`);
    expect(stdout).toContain("ms/step");
    expect(stdout).toContain("warning: defaults were chosen by their authors");
    const text = readFileSync(timed, "utf8");
    expect(text).toContain("ms per step");
    expect(text).toContain("Not measured: only --tuning grid");
  });

  it("gives everything as JSON, the same bytes every time", async () => {
    const line = `compare sgd adam ${quick} --tuning same-lr --lr 0.5 --seeds 1 --json`;
    const { stdout } = await run(line);
    expect(stdout).not.toContain("seconds");
    const { terms, entries, trajectories } = JSON.parse(stdout);
    expect(terms).toMatchObject({ tuning: "same-lr", seeds: [7], steps: 6 });
    expect(entries.map(({ lr }: Entry) => lr)).toEqual([0.5, 0.5]);
    expect(trajectories).toHaveLength(2 * surfaces.length);
  });

  it("takes a rule that has its own learning rate down the test functions with that", async () => {
    const { stdout } = await run(`compare adam(lr=0.07) ${quick} --tuning defaults --json`);
    const { entries, trajectories } = JSON.parse(stdout);
    expect([entries[0].lr, ...new Set(trajectories.map(({ lr }: Trajectory) => lr))]).toEqual([0.07, 0.07]);
  });

  it("prints a command that a shell reads as the words that were given", async () => {
    const data = join(folder, 'my "best" $data');
    mkdirSync(data);
    writeFileSync(join(data, "train.csv"), `x,kind\n${"1,a\n2,b\n".repeat(20)}`);
    const words = ["adam", "clipByNorm(adam, maxNorm=1)", "--data", data, "--steps", "2", "--tuning", "defaults"];
    const { stdout } = await run(["compare", ...words, "--json"]);
    const { command } = JSON.parse(stdout).terms;
    const read = execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" });
    expect(read.trimEnd().split("\n")).toEqual(["downhill", "compare", ...words]);
  });

  it.each([
    ["in worker threads, during a run", "compare sgd --data digits --steps 100000 --threads 2"],
    ["in one thread, between runs", `compare sgd ${quick}`],
  ])("can be interrupted %s: exit 130", async (_, line) => {
    const terminal = fakeTerminal();
    setImmediate(() => terminal.interrupt());
    const { code, stdout, stderr } = await run(line, terminal);
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/interrupted: 0 of \d+ runs done; with --results FILE it could be resumed\n$/);
  });

  it.each([
    ["compare adma", /unknown optimizer "adma"; did you mean "adam"\?/],
    ["compare --tuning best", /unknown --tuning "best"/],
    ["compare --lr 0.1", /--lr is for --tuning same-lr/],
    ["compare --tuning defaults --grid 1", /--grid is for --tuning grid/],
    ["compare --grid 0,1", /--grid must be rates above 0, got 0,1/],
    ["compare sgd --tuning same-lr --lr abc", /--lr must be a number, 0 or more, got "abc"/],
    ["compare sgd --tuning same-lr --lr -1", /--lr must be a number, 0 or more, got "-1"/],
    ["compare sgd --tuning same-lr --lr 0x10", /--lr must be a number, 0 or more, got "0x10"/],
    ["compare sam(sgd) adam --data moons --clip 1", /--clip: sam\(sgd\) re-evaluates the loss/],
    ["compare --seeds 0", /--seeds must be a whole number, from 1 to 1000, got "0"/],
    ["compare --data moons --model 3-2", /--model 3-2 must have/],
    [
      "compare sgd --data moons --report /no/where/r.html",
      /--report: cannot save \/no\/where\/r\.html: no such folder \/no\/where; make it first/,
    ],
  ])("%s: exit 2", async (text, message) => {
    const { code, stdout, stderr } = await run(text);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

/** Where a label is, with 0.6 em for a letter. */
function labelBox([, x, y, kind, text]: RegExpMatchArray) {
  const size = kind === "name" ? 12 : 10.5;
  const width = 0.6 * size * [...text].length;
  const isEnd = kind === "y" || kind.includes("last");
  const left = isEnd ? Number(x) - width : kind === "x" ? Number(x) - width / 2 : Number(x);
  return { text, left, right: left + width, top: Number(y) - 0.75 * size, bottom: Number(y) + 0.2 * size };
}
