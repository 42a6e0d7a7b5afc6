/** @file The shards of a comparison: the flag, the job list and the files. */

import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openJobFile, readJobFile } from "../../src/cli/compare/jobFile.ts";
import type { Plan } from "../../src/cli/compare/runComparison.ts";
import { jobList, shareOf } from "../../src/cli/compare/shards/jobList.ts";
import { readShard } from "../../src/cli/compare/shards/shard.ts";
import type { SurfaceJob } from "../../src/cli/compare/surfaceJob.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";
import { grid, merged, part, runBoth, settings } from "../support/twoShards.ts";

const folder = newFolder();

const place = (name: string): string => join(folder, name);

const slurm = (id: number, low: number, high: number, count: number) => ({
  SLURM_ARRAY_TASK_ID: `${id}`,
  SLURM_ARRAY_TASK_MIN: `${low}`,
  SLURM_ARRAY_TASK_MAX: `${high}`,
  SLURM_ARRAY_TASK_COUNT: `${count}`,
});

describe("--shard", () => {
  it.each([
    ["3/16", {}, "3/16"],
    ["1/1", {}, "1/1"],
    ["auto", slurm(0, 0, 15, 16), "1/16"],
    ["auto", slurm(16, 1, 16, 16), "16/16"],
    ["auto/16", slurm(7, 5, 20, 16), "3/16"],
    ["auto/16", { JOB_COMPLETION_INDEX: "0" }, "1/16"],
    ["auto/16", { JOB_COMPLETION_INDEX: "15" }, "16/16"],
    ["2/16", slurm(0, 0, 15, 16), "2/16"],
  ])("%s with %o is shard %s", (text, environment, shard) => {
    const { index, count } = readShard(text, environment);
    expect(`${index}/${count}`).toBe(shard);
  });

  const form = "--shard must be K/N with K from 1 to N, auto/N or auto, such as 3/16, got";
  it.each<[string, Record<string, string>, string]>([
    ["0/4", {}, `${form} "0/4"`],
    ["5/4", {}, `${form} "5/4"`],
    ["x", {}, `${form} "x"`],
    ["3", {}, `${form} "3"`],
    ["1.5/4", {}, `${form} "1.5/4"`],
    ["-1/4", {}, `${form} "-1/4"`],
    ["1/99999999999999999999", {}, `${form} "1/99999999999999999999"`],
    ["auto/0", { JOB_COMPLETION_INDEX: "0" }, `${form} "auto/0"`],
    ["auto", {}, "--shard auto needs SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX, got neither"],
    ["auto", { JOB_COMPLETION_INDEX: "3" }, "JOB_COMPLETION_INDEX needs a total; give the Job's completions"],
    ["auto/3", { JOB_COMPLETION_INDEX: "3" }, "JOB_COMPLETION_INDEX must be from 0 to 2, got 3"],
    ["auto/3", { JOB_COMPLETION_INDEX: "one" }, 'JOB_COMPLETION_INDEX must be a whole number, got "one"'],
    ["auto/3", { ...slurm(1, 1, 3, 3), JOB_COMPLETION_INDEX: "1" }, "must not both be set"],
    ["auto", { SLURM_ARRAY_TASK_ID: "1" }, "SLURM_ARRAY_TASK_MIN must be a whole number, got nothing"],
    // A repetition of tasks 3 and 7, and an array in steps of 2.
    ["auto", slurm(3, 3, 7, 2), "must be without gaps, got task 3 of 2 tasks from 3 to 7"],
    ["auto", slurm(3, 1, 31, 16), "must be without gaps, got task 3 of 16 tasks from 1 to 31"],
    ["auto/16", slurm(3, 3, 4, 2), "the Slurm array must have 16 tasks, got 2; give the shard, as in 3/16"],
  ])("%s with %o is refused", (text, environment, message) => {
    expect(() => readShard(text, environment)).toThrow(message);
  });
});

describe("the job list", () => {
  const plan = (grid: number[]) =>
    ({
      rules: ["sgd", "adam", "lion"],
      terms: { grid, seeds: [7, 8], tuningSeeds: grid.length > 0 ? [9, 10, 11] : [] },
    }) as unknown as Plan;

  it("keeps the jobs of a rule together with a grid, whose later runs depend on the earlier", () => {
    // 5 rates with one seed, the best 4 with two more, 2 runs to show, 1 on the test functions.
    const list = jobList(plan([1, 2, 3, 4, 5]));
    expect(list.map(({ name, seeds, count }) => [name, seeds, count])).toEqual(
      ["sgd", "adam", "lion"].map((rule) => [rule, [7, 8], 5 + 4 * 2 + 2 + 1]),
    );
  });

  it("divides fixed rates into single runs", () => {
    const list = jobList(plan([]));
    expect(list.map(({ name, count }) => [name, count])).toEqual(
      ["sgd", "adam", "lion"].flatMap((rule) => [
        [`${rule} with seed 7`, 2],
        [`${rule} with seed 8`, 1],
      ]),
    );
  });

  it.each([1, 2, 4, 9])("has every entry in exactly one of %i shards", (count) => {
    const list = jobList(plan([]));
    const shares = Array.from({ length: count }, (_, i) => shareOf(list, { index: i + 1, count }));
    expect(shares.flat().sort((a, b) => list.indexOf(a) - list.indexOf(b))).toEqual(list);
    expect(Math.max(...shares.map(({ length }) => length))).toBe(Math.ceil(6 / count));
  });
});

const [one, two] = [place("part-1.ndjson"), place("part-2.ndjson")];

// The two parts that all tests below read.
beforeAll(() => runBoth(one, two));

describe("--out", () => {
  it("keeps every number: infinities, NaN and −0 too", () => {
    const file = place("numbers.ndjson");
    const { append } = openJobFile(file, file, {}, () => {});
    const job: SurfaceJob = { kind: "surface", rule: "sgd", rates: [1], steps: 1 };
    const path: [number, number][] = [
      [-0, 5e-324],
      [Infinity, -Infinity],
      [Number.NaN, 0.1 + 0.2],
    ];
    const outcome = [{ surface: "x", rule: "sgd", lr: 1, path, value: Infinity }];
    append(job, outcome);
    expect(readJobFile(file, file, () => {}).jobs).toEqual([{ job, outcome, line: 2 }]);
  });

  it("continues after a crash in the middle of a line, or of the first line, to the same jobs", async () => {
    const untimed = (file: string) =>
      readFileSync(file, "utf8")
        .replace(/"seconds":[^,]+/g, "")
        .split("\n")
        .sort();
    const file = place("crash.ndjson");
    const whole = readFileSync(one, "utf8");
    for (const length of [whole.indexOf("\n") - 9, whole.split("\n").slice(0, 4).join("\n").length + 50]) {
      writeFileSync(file, whole.slice(0, length));
      expect((await part(1, file)).code).toBe(0);
      expect(untimed(file)).toEqual(untimed(one));
    }
  });

  it("has nothing to do a second time", async () => {
    const file = place("twice.ndjson");
    copyFileSync(one, file);
    const { stderr } = await part(1, file);
    expect(stderr).toMatch(/\nshard 1\/2: 8 runs in .*twice\.ndjson\n$/);
    expect(readFileSync(file, "utf8")).toBe(readFileSync(one, "utf8"));
  });

  it("stops where a finished job cannot be kept: exit 2", async () => {
    const file = place("lost.ndjson");
    copyFileSync(one, file);
    truncateSync(file, readFileSync(one, "utf8").indexOf("\n") + 1);
    const terminal = fakeTerminal();
    const write = terminal.stderr.write;
    terminal.stderr.write = (text) => {
      if (text.includes("1/8 runs")) rmSync(file);
      return write(text);
    };
    const { code, stderr } = await run(`compare ${settings} --grid ${grid} --shard 1/2 --out ${file}`, terminal);
    expect(code).toBe(2);
    expect(stderr).toMatch(/downhill: --out .*lost\.ndjson: no such file\n$/);
  });

  it("can be interrupted: exit 143, with the way to resume", async () => {
    const terminal = fakeTerminal();
    setImmediate(() => terminal.interrupt("SIGTERM"));
    const file = place("stopped.ndjson");
    const { code, stderr } = await run(`compare ${settings} --grid ${grid} --shard 1/2 --out ${file}`, terminal);
    expect(code).toBe(143);
    expect(stderr).toMatch(/interrupted: \d of 8 runs done; run the same command to resume from .*stopped\.ndjson\n$/);
  });

  it("says that a shard without jobs has none", async () => {
    const file = place("part-5.ndjson");
    const { code, stderr } = await run(`compare ${settings} --grid ${grid} --shard 5/5 --out ${file}`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/shard 5\/5: 0 runs in .*part-5\.ndjson; the job list divides into 2 shards at most\n$/);
    expect((await merged(one, two, file)).code).toBe(0);
  });

  it.each([
    ["--shard 1/2", /--shard needs --out FILE/],
    [`--out ${place("new")}`, /--out needs --shard K\/N/],
    [`--shard 2/2 --out ${one}`, /must be of this shard and comparison, got shard\.index 1, not 2; give another name/],
    [`--shard 1/2 --batch 5 --out ${one}`, /got command ".*", not ".*"; give another name/],
    [
      `--shard 1/2 --out ${place("precious.txt")}`,
      /must be a file that compare --out wrote, got another; give another/,
    ],
    [`--shard 1/2 --out ${folder}`, /must be a file, got a folder/],
    [`--shard 1/2 --out ${place("no/part")}`, /cannot save .*: no such folder/],
    [
      `--shard 1/2 --out ${place("new")} --report r.html`,
      /--report is for all shards together; .* give it with --merge/,
    ],
    [`--shard 1/2 --out ${place("new")} --results r`, /--results is for all shards together/],
    [`--results ${one}`, /must be a file that compare wrote, got another/],
  ])("%s: exit 2", async (flags, message) => {
    const file = place("precious.txt");
    writeFileSync(file, "precious");
    const before = readFileSync(one, "utf8");
    const { code, stdout, stderr } = await run(`compare ${settings} --grid ${grid} ${flags}`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect([readFileSync(file, "utf8"), readFileSync(one, "utf8")]).toEqual(["precious", before]);
  });
});
