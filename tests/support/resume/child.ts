/**
 * @file Training in a separate process, bundled and started by childProcess.ts:
 *
 *     child resume FOLDER UNTIL MODEL/RULE=STOP …
 *         each run resumes from its file in FOLDER, or begins, trains until STOP, is saved, and prints its fingerprint
 *     child train PATH STEPS
 *         one run that saves to PATH after every step and prints its fingerprint at the end
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadCheckpoint } from "../../../src/checkpoint/files/loadCheckpoint.ts";
import { saveCheckpoint } from "../../../src/checkpoint/files/saveCheckpoint.ts";
import { restoreRun } from "../../../src/checkpoint/index.ts";
import { fingerprint, type ModelName, makeRun, type TrainingRun, train } from "./training.ts";

function begin(modelName: string, ruleName: string, path: string): TrainingRun {
  const run = makeRun(modelName as ModelName, ruleName);
  if (existsSync(path)) run.step = restoreRun(run, loadCheckpoint(path)).step;
  return run;
}

const [mode, place, ...rest] = process.argv.slice(2);
if (mode === "resume") {
  for (const task of rest) {
    const [, modelName, ruleName, stop] = /^(\w+)\/(\w+)=(\d+)$/.exec(task) ?? [];
    const path = join(place, `${modelName}-${ruleName}`);
    const run = begin(modelName, ruleName, path);
    train(run, Number(stop));
    saveCheckpoint(path, run);
    console.log(`${modelName}/${ruleName} ${fingerprint(run)}`);
  }
} else {
  const run = begin("cnn", "adam", place);
  // Half a megabyte more than the weights: a save takes about as long as a step, so that many kills fall into one.
  const extra = new Float64Array(65_536);
  console.log("ready");
  while (run.step < Number(rest[0])) {
    train(run, run.step + 1);
    saveCheckpoint(place, { ...run, extra });
  }
  console.log(fingerprint(run));
}
