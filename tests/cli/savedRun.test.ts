/** @file What a checkpoint may say to `downhill train --resume`: the settings of a run and its history, and nothing else. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { saveCheckpoint } from "../../src/checkpoint/files/saveCheckpoint.ts";
import type { Plain } from "../../src/checkpoint/index.ts";
import { readExperiment } from "../../src/cli/experiment/experiment.ts";
import { openRun, saveRun } from "../../src/cli/experiment/savedRun.ts";
import type { History } from "../../src/cli/train/training.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();
const victim = join(folder, "victim.txt");
writeFileSync(victim, "precious");

const flags = { data: "line", model: "1-1", epochs: "1", seed: "7", set: ["beta1=0.5"] };
const history = { losses: [1], testLoss: [1], score: [0], lr: [0.1, 0.1], elapsed: 5 };

/** Resumes what a checkpoint with these extra values is. */
async function resume(extra: Plain) {
  const file = join(folder, "run.safetensors");
  const { model, optimizer, loader } = readExperiment({ data: "line", model: "1-1", epochs: "1" });
  for (const _ of loader.rest());
  saveCheckpoint(file, { model, optimizer, loader, step: 16, extra });
  const { code, stdout, stderr } = await run(`train --resume ${file} --epochs 2 --json`);
  return { code, stdout, stderr: stderr.replaceAll(file, "FILE") };
}

it("a run's own settings and history are taken", async () => {
  const { code, stdout } = await resume({ flags, history });
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { ending: "finished", epochs: 2, steps: 17, lr: [0.002, 0.1] }]);
});

it("a history of any length is saved and read", () => {
  const file = join(folder, "long.safetensors");
  const experiment = readExperiment({ data: "line", model: "1-1" });
  const evaluations = Array.from({ length: 60_000 }, (_, i) => ({ loss: 1 / (i + 1), score: i / 7 }));
  const long: History = { losses: [1], evaluations, lr: [0.1, 0.1], elapsed: 5 };
  saveRun(file, experiment, {}, long);
  expect(openRun(file, {}).history).toEqual(long);
});

it.each<[what: string, extra: Plain, message: string]>([
  [
    "a file to write to",
    { flags: { ...flags, checkpoint: victim }, history },
    'run.extra.flags: needs settings of downhill train and their texts, got "checkpoint" with "',
  ],
  ["another way to print", { flags: { ...flags, json: true }, history }, 'got "json" with true'],
  ["an unknown flag", { flags: { ...flags, nonsense: "1" }, history }, 'got "nonsense" with "1"'],
  ["a name of Object's own", { flags: { ...flags, constructor: "1" }, history }, 'got "constructor" with "1"'],
  ["a number for a text", { flags: { ...flags, seed: 7 }, history }, 'got "seed" with 7'],
  ["a list where one text belongs", { flags: { ...flags, seed: ["7"] }, history }, 'got "seed" with an array of 1'],
  ["a text where a list belongs", { flags: { ...flags, set: "beta1=0.5" }, history }, 'got "set" with "beta1=0.5"'],
  ["a list of numbers", { flags: { ...flags, set: [1] }, history }, 'got "set" with [1]'],
  [
    "a text longer than any path",
    { flags: { ...flags, schedule: "a".repeat(300_000) }, history },
    'got "schedule" with',
  ],
  ["flags that are none", { flags: 5, history }, "run.extra.flags: needs settings"],
  ["flags in a list", { flags: ["lr"], history }, 'got "0" with "lr"'],
  ["no history", { flags }, "run.extra: needs the flags and history that downhill train saves, got an object"],
  ["a class's name that is none", { constructor: { name: "x".repeat(5000) } }, "got an object"],
  ["nothing", null, "run.extra: needs the flags and history that downhill train saves, got null"],
  ["a text", "x".repeat(5000), `run.extra: needs the flags and history that downhill train saves, got "x`],
  [
    "losses that are one number",
    { flags, history: { ...history, losses: 5 } },
    "run.extra.history.losses: needs a list of numbers, got 5",
  ],
  [
    "losses that are texts",
    { flags, history: { ...history, losses: ["1"] } },
    "history.losses: needs a list of numbers, got an array of 1",
  ],
  [
    "epochs without score",
    { flags, history: { ...history, testLoss: [1, 2] } },
    "run.extra.history.score: needs 2 numbers, got",
  ],
  [
    "epochs that are none",
    { flags, history: { ...history, testLoss: [null] } },
    "run.extra.history.testLoss: needs a list of numbers, got an array of 1",
  ],
  [
    "a text for a rate",
    { flags, history: { ...history, lr: ["a", 1] } },
    "run.extra.history.lr: needs two numbers, got an array of 2",
  ],
  ["one rate", { flags, history: { ...history, lr: [1] } }, "run.extra.history.lr: needs two numbers, got [1]"],
  [
    "a text for a time",
    { flags, history: { ...history, elapsed: "x" } },
    'run.extra.history.elapsed: needs a number, got "x"',
  ],
  ["a history that is none", { flags, history: null }, "run.extra.history: needs"],
])("%s is refused", async (_, extra, message) => {
  const { code, stdout, stderr } = await resume(extra);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^downhill: FILE: run\.extra.*\n$/);
  expect(stderr).toContain(message);
  expect(stderr.length).toBeLessThan(300);
  expect(readFileSync(victim, "utf8")).toBe("precious");
});

it("a save that fails is told in one line", async () => {
  const file = "/dev/null";
  const { code, stdout, stderr } = await run(`train --data line --model 1-1 --checkpoint ${file}`);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/(^|\n)downhill: cannot save \/dev\/null: it must be a regular file, got a device\n$/);
});
