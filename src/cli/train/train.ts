/** @file `downhill train`: trains a model and evaluates it on held-out data. */

import { SaveError } from "../../checkpoint/files/saveError.ts";
import { summary } from "../../nn/index.ts";
import { DivergenceError } from "../../training/divergenceError.ts";
import { EarlyStopping } from "../../training/earlyStopping.ts";
import { accelerationProblem } from "../experiment/accelerationProblem.ts";
import { checksumOf } from "../experiment/checksumOf.ts";
import { type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { type Evaluation, scoreOf } from "../experiment/objective.ts";
import { describeRule } from "../experiment/rules.ts";
import { experimentFlags } from "../experiment/settings.ts";
import type { Command } from "../flags/command.ts";
import type { Values } from "../flags/flags.ts";
import { isMistake } from "../flags/isMistake.ts";
import { checkOutput } from "../flags/output.ts";
import { refuseWords, UsageError } from "../flags/usageError.ts";
import { Progress, progressFlag } from "../terminal/progress.ts";
import { exitCodes, type StopSignal, type Terminal } from "../terminal/terminal.ts";
import { recordOf, saveModel } from "./modelFile.ts";
import { resumeRun, saveRun } from "./savedRun.ts";
import { readTrainSettings, type TrainSettings } from "./settings.ts";
import { type Ending, type History, newHistory, runTraining } from "./training.ts";
import { type Result, resultOf, summaryText } from "./trainSummary.ts";

export const train: Command = {
  summary: "Train a model and evaluate it on held-out data.",
  usage: "[flags]",
  flags: {
    ...experimentFlags,
    epochs: { type: "string", value: "N", help: "passes over the training data; default 5, or 400 steps" },
    patience: {
      type: "string",
      value: "N",
      help: "validate on a fifth of the training examples; stop after N epochs without a better score",
    },
    save: {
      type: "string",
      value: "FILE",
      help: "save the trained model to FILE; default for your own data: its name with .model.safetensors",
    },
    "no-save": { type: "boolean", help: "save no model" },
    checkpoint: { type: "string", value: "FILE", help: "save the run to FILE after every epoch and when interrupted" },
    resume: { type: "string", value: "FILE", help: "resume a saved run bit for bit; schedules keep their length" },
    "other-data": { type: "boolean", help: "with --resume: continue although the data differs" },
    overwrite: { type: "boolean", help: "replace a file at --save or --checkpoint that does not belong to this run" },
    ...progressFlag,
    json: { type: "boolean", help: "the result as one JSON object on stdout" },
  },
  notes: [
    "progress: loss is the training loss, mean of the last 20 steps; test, and acc or r2, the loss and score on the test set",
    "(with --patience val, on the validation set); |g|, gnorm, the gradient norm; u/w, uw, the norm of an update over that of",
    "the weights. Tables are preprocessed with the statistics of the training set: numbers are standardized, texts become one",
    "input each, missing cells are marked. With --patience, the test score is that of the weights with the best validation score.",
  ],
  examples: [
    ["train", "a small CNN on drawn digits"],
    ["train --data moons --model 2-16-16-2 --optimizer radam --set beta2=0.99", "another rule, with a hyperparameter"],
    ['train --data spiral --schedule "warmup(20, cosine(0.01, 300))" --epochs 20', "a learning-rate schedule"],
    ["train --epochs 20 --checkpoint run.safetensors", "saved after every epoch and at Ctrl-C"],
    ["train --resume run.safetensors --epochs 40", "resumes the run with its settings"],
    ["train --data titanic.csv --target Survived", "your own table; saves titanic.model.safetensors"],
  ],
  run,
};

function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  refuseWords(words);
  return trainWith(readTrainSettings(values, terminal.environment), terminal);
}

/** The objects of a run, besides its settings. */
interface Session {
  experiment: Experiment;
  history: History;
  stopping: EarlyStopping | null;
  progress: Progress;
  /** Saves the checkpoint, if there is one. A failure is reported, and training continues. */
  save(): void;
  /** True if the last save failed. */
  hasFailed: boolean;
  /** The steps that the checkpoint holds; null if it holds none of this run. */
  savedSteps: number | null;
}

async function trainWith(settings: TrainSettings, terminal: Terminal): Promise<number> {
  const { checkpoint, resume } = settings;
  if (checkpoint !== null) {
    checkOutput("checkpoint", checkpoint, {
      overwrite: settings.overwrite,
      inputs: { data: settings.experiment.data },
      isOwn: (file) => file === resume?.file,
    });
  }
  const session = openSession(settings, terminal);
  const { experiment, history, progress, stopping } = session;
  const { ending, signal } = await watched(session, terminal);
  if (ending === "interrupted") session.save();
  const result = resultOf(experiment, history, ending, stopping, testOf(session));
  const shown = summaryText(result, session.savedSteps === null ? null : checkpoint, terminal.environment);
  const isUnsaved = !savedModel(session, settings, result);
  terminal.stdout.write(`${settings.json ? JSON.stringify(result) : shown}\n`);
  if (session.hasFailed) progress.problem(unsaved(`${checkpoint}`, session));
  const { rule, hasAverages, stepCount } = experiment.optimizer;
  if (rule.average !== undefined && stepCount > 0 && !hasAverages)
    progress.problem(`${rule.name} had no average after ${stepCount} steps, so the current weights were evaluated`);
  if (signal !== null) return exitCodes[signal];
  return ending === "failed" || result.reached === false || session.hasFailed || isUnsaved ? 1 : 0;
}

/** Saves the evaluated weights, once there are some. Returns false if that failed. */
function savedModel(
  { experiment, stopping, progress }: Session,
  { model, command }: TrainSettings,
  result: Result,
): boolean {
  if (model === null || result.score === null || result.ending === "failed") return true;
  // With early stopping the best weights are in place already. Otherwise rules may evaluate an average.
  if (stopping === null) experiment.optimizer.eval();
  try {
    saveModel(model, command, experiment, result);
    progress.log(`model saved as ${model}; downhill predict NEW --model ${model}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    progress.problem(error.message);
    return false;
  }
}

const unsaved = (file: string, { savedSteps, history }: Session): string =>
  savedSteps === null
    ? `${file} holds nothing of this run: every save failed`
    : `${file} holds the run after ${savedSteps} of ${history.losses.length} steps: later saves failed`;

function openSession(settings: TrainSettings, terminal: Terminal): Session {
  const { checkpoint, resume, patience } = settings;
  const progress = new Progress(terminal, settings.progress);
  const experiment = makeExperimentOf(settings);
  const history = resume?.history ?? newHistory();
  if (resume !== null) resumeRun(experiment, resume, settings.otherData);
  if (history.epochs.length > experiment.epochs)
    throw new UsageError(
      `--epochs must be above the ${history.epochs.length} epochs of ${resume?.file}, got ${experiment.epochs}`,
    );
  const stopping = patience === null ? null : new EarlyStopping(experiment.model, { patience, mode: "max" });
  if (resume?.stopping) stopping?.loadStateDict(resume.stopping);
  progress.log(headline(experiment));
  const slow = accelerationProblem();
  if (slow !== null) progress.problem(slow);
  if (resume !== null) progress.log(`resumed from ${resume.file} after ${history.losses.length} steps`);
  const parts = { model: recordOf(experiment, settings.command), data: checksumOf(experiment.task) };
  const saved = { settings: settings.experiment, patience, history, stopping, ...parts };
  const savedSteps = resume !== null && resume.file === checkpoint ? history.losses.length : null;
  const session: Session = { experiment, history, stopping, progress, hasFailed: false, savedSteps, save };
  function save(): void {
    if (checkpoint === null) return;
    try {
      saveRun(checkpoint, experiment, saved);
      Object.assign(session, { hasFailed: false, savedSteps: history.losses.length });
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      session.hasFailed = true;
      progress.problem(`${error.message}; training continues`);
    }
  }
  return session;
}

/** Builds the experiment. Its mistakes may be settings of the resumed run, which the command line does not show. */
function makeExperimentOf({ experiment, patience, resume }: TrainSettings): Experiment {
  try {
    return makeExperiment(experiment, { validation: patience !== null });
  } catch (error) {
    if (resume === null || !isMistake(error)) throw error;
    const moved = experiment.data === resume.settings.data ? "; pass --data if the data has moved" : "";
    throw new UsageError(`--resume ${resume.file}: ${error.message}${moved}`);
  }
}

/**
 * Evaluates on the test set, with the best weights if there is a validation set. Training cannot continue afterwards.
 */
function testOf({ experiment: { task, model }, history, stopping }: Session): Evaluation | null {
  if (stopping === null) return history.epochs.at(-1) ?? null;
  if (stopping.best === null) return null;
  stopping.restore();
  return scoreOf(model, task.test);
}

/** Trains until the end or a signal. Reports a loss that diverged. */
async function watched(
  { experiment, history, stopping, progress, save }: Session,
  terminal: Terminal,
): Promise<{ ending: Ending; signal: StopSignal | null }> {
  let signal: StopSignal | null = null;
  const stopListening = terminal.onInterrupt((received) => {
    signal = received;
  });
  const isInterrupted = (): boolean => signal !== null;
  const options = { epochs: experiment.epochs, stopping, progress, onEpoch: save, now: terminal.now, isInterrupted };
  try {
    const ending = await runTraining(experiment, history, options);
    return { ending, signal: ending === "interrupted" ? signal : null };
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    progress.problem(`${error.message}\nflags: --lr sets the learning rate, --clip the gradient norm`);
    return { ending: "failed", signal: null };
  } finally {
    stopListening();
    progress.done();
  }
}

function headline({ task, model, optimizer, batch, seed }: Experiment): string {
  const [learn, held, test] = [task.train, task.validation, task.test].map((part) => part?.inputs.shape[0]);
  return [
    `${task.name}: ${learn} training examples${held ? `, ${held} validation` : ""}, ${test} test · ${describeModel(model)} · batch ${batch} · seed ${seed}`,
    ...task.notes.map((note) => `  ${note}`),
    // The group's hyperparameters: a resumed run has the schedules of its checkpoint.
    describeRule({ ...optimizer.rule, hyper: optimizer.groups[0].hyper }),
    summary(model),
  ].join("\n");
}
