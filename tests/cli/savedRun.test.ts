/**
 * @file `downhill train --resume` accepts the settings of a run and its history from a checkpoint, and nothing else.
 */

import { chmodSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { saveCheckpoint } from "../../src/checkpoint/files/saveCheckpoint.ts";
import type { Plain } from "../../src/checkpoint/index.ts";
import { checksumOf } from "../../src/cli/experiment/checksumOf.ts";
import { makeExperiment } from "../../src/cli/experiment/experiment.ts";
import { readExperimentSettings } from "../../src/cli/experiment/settings.ts";
import type { History } from "../../src/cli/train/history.ts";
import { openRun, saveRun } from "../../src/cli/train/savedRun.ts";
import { loadModelFile } from "../../src/model/files/loadModelFile.ts";
import { makeRecord } from "../../src/model/support/makeRecord.ts";
import { experimentOf } from "../support/experimentOf.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const victim = join(folder, "victim.txt");
writeFileSync(victim, "precious");

const settings = readExperimentSettings({ data: "line", model: "1-1", epochs: "1", seed: "7", set: ["beta1=0.5"] });
const steps = { losses: [1], lr: [0.1], gradientNorms: [2], updateRatios: [Number.NaN] };
const history = { ...steps, heldOutLoss: [1], score: [0], elapsed: 5 };
const data = checksumOf(makeExperiment(settings).task);
const rest = { patience: null, data, stopping: null };

/** Resumes from a checkpoint with these extra values. */
async function resume(extra: unknown) {
  const file = join(folder, "run.safetensors");
  const { model, optimizer, loader } = experimentOf({ data: "line", model: "1-1", epochs: "1" });
  for (const _ of loader.rest());
  saveCheckpoint(file, { model, optimizer, loader, step: 16, extra: extra as Plain });
  const { code, stdout, stderr } = await run(`train --resume ${file} --epochs 2 --json`);
  return { code, stdout, stderr: stderr.replaceAll(file, "FILE") };
}

it("the settings and the history of a run are taken over", async () => {
  const { code, stdout } = await resume({ settings, history, ...rest });
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { ending: "finished", epochs: 2, steps: 17, lr: [0.002, 0.1] }]);
});

it("a history of any length is saved and read", () => {
  const file = join(folder, "long.safetensors");
  const experiment = makeExperiment(settings);
  const epochs = Array.from({ length: 60_000 }, (_, i) => ({ loss: 1 / (i + 1), score: i / 7 }));
  const long: History = { ...steps, epochs, elapsed: 5 };
  saveRun(file, experiment, { settings, history: long, patience: 3, data, stopping: null, model: null });
  const { checkpoint, ...saved } = openRun(file);
  expect(saved).toEqual({ settings, history: long, patience: 3, data, stopping: null });
});

it("a model with very many columns or classes is kept in the checkpoint too", () => {
  const file = join(folder, "wide.safetensors");
  const experiment = makeExperiment(settings);
  const metrics = { note: "x".repeat(1_000_000) };
  const model = makeRecord(experiment.model, { inputShape: [1], metrics });
  saveRun(file, experiment, {
    settings,
    history: { ...steps, epochs: [], elapsed: 5 },
    patience: null,
    data,
    stopping: null,
    model,
  });
  expect(loadModelFile(file).record.metrics).toEqual(metrics);
});

const withSettings = (changes: object) => ({ settings: { ...settings, ...changes }, history, ...rest });
const start = "run.extra: needs the settings and history that downhill train saves, got";

it.each<[what: string, extra: unknown, message: string]>([
  [
    "a file to write to",
    withSettings({ checkpoint: victim }),
    'run.extra.settings: needs no such setting, got "checkpoint" with "',
  ],
  ["another way to print", withSettings({ json: true }), 'got "json" with true'],
  ["a name of Object itself", withSettings({ constructor: "1" }), 'got "constructor" with "1"'],
  ["a text for a number", withSettings({ seed: "7" }), 'needs an integer >= 0, got "seed" with "7"'],
  ["a number below its range", withSettings({ batch: 0 }), 'needs an integer >= 1, got "batch" with 0'],
  ["a list where an object belongs", withSettings({ set: ["beta1=0.5"] }), 'got "set" with an array of 1'],
  ["an object in a setting", withSettings({ set: { beta1: {} } }), 'got "set" with an object'],
  ["an unknown choice", withSettings({ nonFinite: "allow" }), 'needs "throw" or "skip", got "nonFinite" with "allow"'],
  ["a text longer than any path", withSettings({ lr: "a".repeat(300_000) }), 'got "lr" with'],
  ["a missing setting", { settings: { data: "line" }, history, ...rest }, 'got "target" with undefined'],
  [
    "settings that are a number",
    { settings: 5, history, ...rest },
    "run.extra.settings: needs the settings of a run, got 5",
  ],
  [
    "settings in a list",
    { settings: ["lr"], history, ...rest },
    "run.extra.settings: needs the settings of a run, got",
  ],
  ["no history", { settings, ...rest }, `${start} an object`],
  ["a long class name", { constructor: { name: "x".repeat(5000) } }, "got an object"],
  ["nothing", null, `${start} null`],
  ["a text", "x".repeat(5000), `${start} "x`],
  [
    "a patience of 0",
    { ...withSettings({}), patience: 0 },
    "run.extra.patience: needs a whole number, 1 or more, or null, got 0",
  ],
  ["no checksum", { ...withSettings({}), data: 5 }, "run.extra.data: needs a checksum, got 5"],
  [
    "a broken best epoch",
    { ...withSettings({}), stopping: { best: "x" } },
    "run.extra.stopping: needs the state of EarlyStopping",
  ],
  [
    "losses that are one number",
    { settings, ...rest, history: { ...history, losses: 5 } },
    "run.extra.history.losses: needs a list of numbers, got 5",
  ],
  [
    "losses that are texts",
    { settings, ...rest, history: { ...history, losses: ["1"] } },
    "history.losses: needs a list of numbers, got an array of 1",
  ],
  [
    "epochs without score",
    { settings, ...rest, history: { ...history, heldOutLoss: [1, 2] } },
    "run.extra.history.score: needs a number for each of 2 heldOutLoss, got",
  ],
  [
    "epochs of null",
    { settings, ...rest, history: { ...history, heldOutLoss: [null] } },
    "run.extra.history.heldOutLoss: needs a list of numbers, got an array of 1",
  ],
  [
    "a text for a rate",
    { settings, ...rest, history: { ...history, lr: ["a"] } },
    "run.extra.history.lr: needs a number for each of 1 losses, got an array of 1",
  ],
  [
    "fewer norms than steps",
    { settings, ...rest, history: { ...history, gradientNorms: [] } },
    "run.extra.history.gradientNorms: needs a number for each of 1 losses, got []",
  ],
  [
    "a text for a time",
    { settings, ...rest, history: { ...history, elapsed: "x" } },
    'run.extra.history.elapsed: needs a number, got "x"',
  ],
  ["a history of null", { settings, ...rest, history: null }, "run.extra.history: needs"],
])("%s is refused", async (_, extra, message) => {
  const { code, stdout, stderr } = await resume(extra);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^downhill: FILE: run\.extra.*\n$/);
  expect(stderr).toContain(message);
  expect(stderr.length).toBeLessThan(300);
  expect(readFileSync(victim, "utf8")).toBe("precious");
});

describe("data that changed", () => {
  const table = (rows: number, shift: number) =>
    ["a,b", ...Array.from({ length: rows }, (_, i) => `${i / rows},${i / rows + shift * (i % 2)}`)].join("\n");
  const csv = join(newFolder(), "table.csv");
  const file = join(folder, "data.safetensors");
  const line = (flags: string) => run(`train ${flags} --json`);

  it("is refused unless --other-data is given; a moved file is found with --data", async () => {
    writeFileSync(csv, table(50, 0));
    await line(`--data ${csv} --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    writeFileSync(csv, table(50, 1));
    const refused = await line(`--resume ${file} --epochs 2`);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(
      /--resume .*: .*table\.csv must hold the examples of the run, got others; pass --data.*--other-data to continue on/,
    );
    expect((await line(`--resume ${file} --epochs 2 --other-data`)).code).not.toBe(2);
    const moved = join(newFolder(), "elsewhere.csv");
    renameSync(csv, moved);
    expect((await line(`--resume ${file} --epochs 3`)).stderr).toMatch(
      /--resume .*: --data ".*table\.csv": no such file or folder; pass --data if the data has moved\n$/,
    );
    expect((await line(`--resume ${file} --epochs 3 --data ${moved}`)).code).not.toBe(2);
  });

  it("is refused with another number of training examples, which no batch order fits", async () => {
    writeFileSync(csv, table(50, 0));
    await line(`--data ${csv} --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    writeFileSync(csv, table(60, 0));
    const { code, stderr } = await line(`--resume ${file} --epochs 2 --other-data`);
    expect([code, stderr]).toEqual([
      2,
      `downhill: --other-data: ${csv} must have the 32 training examples of the run, got 38\n`,
    ]);
  });

  it("is not confused with another folder to resume from", async () => {
    writeFileSync(csv, table(50, 0));
    const before = process.cwd();
    try {
      process.chdir(dirname(csv));
      await line(`--data table.csv --task regression --model 1-1 --epochs 1 --overwrite --checkpoint ${file}`);
    } finally {
      process.chdir(before);
    }
    expect((await line(`--resume ${file} --epochs 2`)).code).not.toBe(2);
  });
});

describe("a save that fails", () => {
  /** Trains, and removes the folder of the checkpoint when stderr shows `text`. */
  async function trainAndRemove(place: string, text: string, flags: string) {
    const terminal = fakeTerminal();
    const { write } = terminal.stderr;
    terminal.stderr.write = (part) => {
      write(part);
      if (part.includes(text)) rmSync(place, { recursive: true, force: true });
    };
    return run(
      `train --data line --model 1-1 --lr 0.1 --epochs 6 --checkpoint ${place}/run.safetensors ${flags}`.trim(),
      terminal,
    );
  }

  it("is reported, training continues, and the exit code is 1", async () => {
    const { code, stdout, stderr } = await trainAndRemove(newFolder(), "epoch=2/", "");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^finished: test R²/)]);
    expect(stderr).toMatch(/\ncannot save .*; training continues\n/);
    expect(stderr).toMatch(/run\.safetensors holds the run after 16 of 96 steps: later saves failed\n$/);
  });

  it("says so where no save succeeded", async () => {
    const { code, stdout, stderr } = await trainAndRemove(newFolder(), "test", "--seed 8");
    expect(code).toBe(1);
    expect(stderr).toMatch(/run\.safetensors holds nothing of this run: every save failed\n$/);
    expect(stdout).not.toContain("checkpoint");
  });
});

describe("a file that is not this run's", () => {
  const csv = (folder: string): string => {
    const path = join(folder, "victim.csv");
    writeFileSync(path, ["a,b", ...Array.from({ length: 10 }, (_, i) => `${i},${2 * i}`)].join("\n"));
    return path;
  };
  const train = (flags: string) => run(`train --task regression --model 1-1 --epochs 1 ${flags}`);

  it.each(["", " --overwrite"])("is not written to if it is the data:%s", async (overwrite) => {
    const folder = newFolder();
    const path = csv(folder);
    const before = readFileSync(path, "utf8");
    const link = join(folder, "link");
    symlinkSync(path, link);
    for (const checkpoint of [path, link, join(folder, ".", "x", "..", "victim.csv")]) {
      const { code, stderr } = await train(`--data ${path} --checkpoint ${checkpoint}${overwrite}`);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/must not be a file of --data; give another name\n$/)]);
    }
    let now = path;
    for (const name of ["train.csv", "train.tsv"]) {
      renameSync(now, join(folder, name));
      now = join(folder, name);
      const inFolder = await train(`--data ${folder} --checkpoint ${now}${overwrite}`);
      expect(inFolder.stderr).toMatch(/must not be a file of --data; give another name\n$/);
      expect(readFileSync(now, "utf8")).toBe(before);
    }
  });

  it("is replaced with --overwrite only, and keeps its mode", async () => {
    const folder = newFolder();
    const path = csv(folder);
    const keep = join(folder, "keep.csv");
    writeFileSync(keep, "precious");
    chmodSync(keep, 0o600);
    const refused = await train(`--data ${path} --checkpoint ${keep}`);
    expect(refused.stderr).toMatch(
      /keep\.csv: exists and does not belong to this run; .* --overwrite to replace it\n$/,
    );
    expect(readFileSync(keep, "utf8")).toBe("precious");
    expect((await train(`--data ${path} --checkpoint ${keep} --overwrite`)).code).not.toBe(2);
    expect(statSync(keep).mode & 0o777).toBe(0o600);
  });
});
