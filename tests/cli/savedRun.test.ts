/**
 * @file `downhill train --resume` accepts the settings of a run and its history from a checkpoint, and nothing else.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
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
import { run } from "../support/fakeTerminal.ts";
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
