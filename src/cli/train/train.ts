/** @file `downhill train`: data in, a trained model's score out. */

import { summary } from "../../nn/index.ts";
import { DivergenceError } from "../../training/divergenceError.ts";
import { type Experiment, experimentFlags, readExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { describeRule } from "../experiment/rules.ts";
import { continueRun, openRun, saveRun } from "../experiment/savedRun.ts";
import { checkWritable } from "../flags/checkWritable.ts";
import type { Command } from "../flags/command.ts";
import { numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { refuseWords, UsageError } from "../flags/usageError.ts";
import { openProgress, progressFlag } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Ending, type History, newHistory, runTraining, type TrainingOptions } from "./training.ts";
import { resultOf, summaryText } from "./trainSummary.ts";

export const train: Command = {
  summary: "Train a model and judge it on examples it has not seen.",
  usage: "[flags]",
  flags: {
    ...experimentFlags,
    epochs: { type: "string", value: "N", help: "passes over the training data; default 5, or 400 steps" },
    patience: { type: "string", value: "N", help: "stop after N epochs without a better test score; default: never" },
    checkpoint: { type: "string", value: "FILE", help: "save the whole run there after every epoch and at Ctrl-C" },
    resume: {
      type: "string",
      value: "FILE",
      help: "go on with a saved run as if it had not stopped; schedules keep their length and then hold",
    },
    ...progressFlag,
    json: { type: "boolean", help: "the result as one JSON object on stdout" },
  },
  notes: [
    "progress: loss is the training loss, mean of the last 20 steps; test, and acc or r2, what the test examples gave after the",
    "epoch; |g|, gnorm, the norm of all gradients; u/w, uw, the norm of an update over that of the weights. Columns of tables",
    "are standardized: mean 0, deviation 1.",
  ],
  examples: [
    ["train", "a small CNN on drawn digits"],
    ["train --data moons --model 2-16-16-2 --optimizer radam --set beta2=0.99", "a rule with a setting of its own"],
    ['train --data spiral --schedule "warmup(20, cosine(0.01, 300))" --epochs 20', "a learning rate that changes"],
    ["train --epochs 20 --checkpoint run.safetensors", "saved after every epoch and at Ctrl-C"],
    ["train --resume run.safetensors --epochs 40", "goes on where it stopped, with the settings it had"],
    ["train --data iris.csv --column species --json", "a table of your own, the result for a program"],
  ],
  run,
};

async function run(words: readonly string[], given: Values, terminal: Terminal): Promise<number> {
  refuseWords(words);
  const resume = textFlag(given, "resume");
  const saved = resume === null ? null : openRun(resume, given);
  const values = saved?.flags ?? given;
  const file = textFlag(values, "checkpoint") ?? resume;
  if (file !== null) checkWritable("checkpoint", file);
  const progress = openProgress(values, terminal);
  const patience = numberFlag(values, "patience", Infinity, { low: 1, whole: true });
  const experiment = readExperiment(values);
  const { epochs } = experiment;
  const history = saved ? continueRun(experiment, saved) : newHistory();
  if (history.evaluations.length > epochs)
    throw new UsageError(`--epochs ${epochs}: ${resume} has ${history.evaluations.length} already; give more to go on`);
  progress.log(headline(experiment));
  if (resume !== null) progress.log(`resumed from ${resume} after ${history.losses.length} steps`);
  const save = (): void => {
    if (file !== null) saveRun(file, experiment, values, history);
  };
  const ending = await watched(experiment, history, { epochs, patience, progress, onEpoch: save }, terminal);
  if (ending === "interrupted") save();
  const result = resultOf(experiment, history, ending);
  terminal.stdout.write(`${values.json ? JSON.stringify(result) : summaryText(result, file)}\n`);
  if (ending === "interrupted") return 130;
  return ending === "failed" || result.reached === false ? 1 : 0;
}

/** Trains with an ear for Ctrl-C, and says in words why training could not go on. */
async function watched(
  experiment: Experiment,
  history: History,
  options: Pick<TrainingOptions, "epochs" | "patience" | "progress" | "onEpoch">,
  terminal: Terminal,
): Promise<Ending> {
  const { progress } = options;
  let interrupted = false;
  const stopListening = terminal.onInterrupt(() => {
    interrupted = true;
  });
  const isInterrupted = (): boolean => interrupted;
  try {
    return await runTraining(experiment, history, { ...options, now: terminal.now, isInterrupted });
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    progress.problem(error.message);
    return "failed";
  } finally {
    stopListening();
    progress.done();
  }
}

function headline({ task, model, optimizer, batch, seed }: Experiment): string {
  const [learn, evaluations] = [task.train, task.test].map(({ inputs }) => inputs.shape[0]);
  return [
    `${task.name}: ${learn} to train on, ${evaluations} to test${task.note ? `, ${task.note}` : ""} · ${describeModel(model)} · batch ${batch} · seed ${seed}`,
    // What the group has: a resumed run goes on with the schedules of its checkpoint.
    describeRule({ ...optimizer.rule, hyper: optimizer.groups[0].hyper }),
    summary(model),
  ].join("\n");
}
