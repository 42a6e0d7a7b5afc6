/** @file Builds everything that takes part in training from its settings: data, model, rule, batches. */

import { crossEntropy } from "../../autograd/ops/losses/crossEntropy.ts";
import { Random } from "../../autograd/random.ts";
import { decodeCheckpoint } from "../../checkpoint/decodeCheckpoint.ts";
import { encodeCheckpoint } from "../../checkpoint/encodeCheckpoint.ts";
import { restoreRun } from "../../checkpoint/restoreRun.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import type { Module } from "../../nn/index.ts";
import { Optimizer } from "../../optim/optimizer.ts";
import type { Rule } from "../../optim/rule.ts";
import { cosine } from "../../schedules/cosine.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import { balancedWeights } from "../../training/balancedWeights.ts";
import { type Loss, lossOf } from "../../training/lossOf.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { UsageError } from "../flags/usageError.ts";
import { buildModel } from "./models.ts";
import { innermost } from "./ruleExpression.ts";
import { defaultLr, makeRule } from "./rules.ts";
import type { ExperimentSettings } from "./settings.ts";
import { readTask, type Task, type Validation } from "./tasks.ts";

export interface Experiment {
  task: Task;
  model: Module;
  optimizer: Optimizer;
  loader: Loader<Examples>;
  seed: number;
  batch: number;
  epochs: number;
  /** The maximum of the global gradient norm; null for no clipping. */
  clip: number | null;
  /** The loss to train with. Evaluation has no class weights. */
  loss: Loss;
}

/**
 * Returns the default number of epochs: 5, or enough for 400 steps. With a validation set it is enough for 2,000,
 * except for images, whose learning rate falls with the steps.
 */
function defaultEpochs({ batchesPerEpoch }: Loader<Examples>, task: Task): number {
  const steps = task.validation === null || isImages(task) ? 400 : 2000;
  return Math.max(5, Math.ceil(steps / batchesPerEpoch));
}

const isImages = ({ train }: Task): boolean => train.inputs.shape.length === 4;

/** The default rate for Adam on images: with a constant rate, the last percent on MNIST varies from run to run. */
const imageRate = (steps: number): Schedule => cosine(4e-3, steps, 1e-4);

/** Throws if --clip does not fit the rule. */
export function checkClip(name: string, { beforeStep }: Rule, clip: number | null): void {
  if (clip === null || !beforeStep) return;
  throw new UsageError(
    `--clip: ${name} re-evaluates the loss, so clipped gradients would not match it; clip inside it, as in "sam(clipByNorm(adam, maxNorm=1))"`,
  );
}

/** The loss with --class-weight: weights of the training examples' classes. */
function trainingLoss({ classWeight }: ExperimentSettings, { name, train }: Task): Loss {
  if (classWeight === null) return lossOf;
  if (!isClassification(train)) throw new UsageError(`--class-weight is for classes; ${name} has numbers to predict`);
  const classWeights = balancedWeights(train);
  return (prediction, batch) =>
    isClassification(batch) ? crossEntropy(prediction, batch.labels, { classWeights }) : lossOf(prediction, batch);
}

/** With fewer examples a fifth of them is too few to choose an epoch by. */
export const enoughToValidate = 50;

/** Returns how to set examples aside: always, from enough examples, or never. */
export const validationOf = (validation: boolean | "enough", seed: number): Validation | null =>
  validation === false ? null : { random: new Random(seed), least: validation === "enough" ? enoughToValidate : 0 };

/** Builds the experiment. With `validation`, sets aside a fifth of the training examples, unless a task is given. */
export function makeExperiment(
  settings: ExperimentSettings,
  { validation = false, task: given }: { validation?: boolean | "enough"; task?: Task } = {},
): Experiment {
  const { seed, batch, clip, optimizer: name } = settings;
  // Mistakes in the rule are reported before the data is read.
  checkClip(name, makeRule(settings), clip);
  const random = new Random(seed);
  const task = given ?? readTask(settings, random, validationOf(validation, seed));
  const model = buildModel(settings.model, task.train, random);
  const loader = new Loader(task.train, { batch, random });
  const epochs = settings.epochs ?? defaultEpochs(loader, task);
  const isDefaultCase = isImages(task) && innermost(name) === "adam";
  const rule = makeRule(settings, isDefaultCase ? imageRate(epochs * loader.batchesPerEpoch) : defaultLr(name));
  const optimizer = new Optimizer(model.parameters(), rule, { nonFinite: settings.nonFinite });
  return { task, model, optimizer, loader, seed, batch, epochs, clip, loss: trainingLoss(settings, task) };
}

/** Returns a separate experiment in the same state: model, optimizer, loader and generators are copies. */
export function copyExperiment({ model, optimizer, loader }: Experiment, settings: ExperimentSettings): Experiment {
  const copy = makeExperiment(settings);
  const saved = decodeCheckpoint(encodeCheckpoint({ model, optimizer, loader, step: 0 }), "the experiment");
  restoreRun({ model: copy.model, optimizer: copy.optimizer, loader: copy.loader }, saved);
  return copy;
}
