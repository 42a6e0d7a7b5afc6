/** @file From flags to everything that takes part in training: data, model, rule, batches. */

import { Random } from "../../autograd/random.ts";
import type { Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import type { Module } from "../../nn/index.ts";
import { Optimizer } from "../../optim/optimizer.ts";
import type { Rule } from "../../optim/rule.ts";
import { cosine, type Schedule } from "../../schedules/index.ts";
import { choiceFlag, type Flags, numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { buildModel } from "./models.ts";
import { innermost, ruleNames } from "./ruleExpression.ts";
import { defaultLr, readRule, ruleFlags } from "./rules.ts";
import { readTask, type Task, type TaskOptions, taskNames } from "./tasks.ts";

/** What makes data, model and batches, and how steps are made whatever the rule. */
export const sharedFlags: Flags = {
  data: { type: "string", value: "NAME", help: `${taskNames.join(", ")}; a folder of IDX or CSV files; a CSV file` },
  column: { type: "string", value: "NAME", help: "the column of a CSV file to predict; default: the last" },
  predict: { type: "string", value: "KIND", help: "whether that column holds a class (default) or a number" },
  model: { type: "string", value: "NAME", help: "cnn (default for images), mlp, or sizes of layers such as 2-16-16-2" },
  batch: { type: "string", value: "N", help: "examples per step; default 64" },
  seed: { type: "string", value: "N", help: "same seed, same numbers; default 7" },
  clip: { type: "string", value: "NORM", help: "scale all gradients down together where their norm is above this" },
  "non-finite": { type: "string", value: "WHAT", help: "at a NaN in a gradient: throw (default) or skip that step" },
};

export const experimentFlags: Flags = {
  ...sharedFlags,
  optimizer: {
    type: "string",
    value: "NAME",
    help: `adam (default), radam or another of ${ruleNames.length} rules; lbfgs; wrapped: "sam(adam)", "lookahead(adam, k=6)"`,
  },
  ...ruleFlags,
};

/** Of all flags given, those that make data, model and batches. */
export const ofExperiment = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(sharedFlags, name)));

export interface Experiment {
  task: Task;
  model: Module;
  optimizer: Optimizer;
  loader: Loader<Examples>;
  seed: number;
  batch: number;
  epochs: number;
  /** The norm to which all gradients together are clipped; null for no clipping. */
  clip: number | null;
}

export const readSeed = (values: Values): number =>
  numberFlag(values, "seed", 7, { low: 0, high: Number.MAX_SAFE_INTEGER, whole: true });

/** Epochs where --epochs does not say: 5, and more of few data, so that there are 400 steps. */
const enoughEpochs = ({ batchesPerEpoch }: Loader<Examples>): number => Math.max(5, Math.ceil(400 / batchesPerEpoch));

function readTaskOptions(values: Values): TaskOptions {
  const column = textFlag(values, "column");
  const predict = values.predict === undefined ? null : choiceFlag(values, "predict", "class", ["class", "number"]);
  return { ...(column !== null && { column }), ...(predict !== null && { predict }) };
}

const isImages = ({ train }: Task): boolean => train.inputs.shape.length === 4;

/** Adam's learning rate for images: with a constant one, what MNIST's last percent comes to is luck. Held after its end. */
const imageRate = (steps: number): Schedule => cosine(4e-3, steps, 1e-4);

/** Throws where --clip and the rule do not go together. */
export function checkClip(name: string, { beforeStep }: Rule, clip: number | null): void {
  if (clip === 0) throw new UsageError("--clip 0 would leave no gradient; it needs a norm above 0");
  if (clip !== null && beforeStep)
    throw new UsageError(
      `--clip: ${name} evaluates the loss itself, and clipped gradients would not be that loss's; clip inside it, as in "sam(clipByNorm(adam, maxNorm=1))"`,
    );
}

/** The experiment that the flags describe. */
export function readExperiment(values: Values): Experiment {
  const seed = readSeed(values);
  const batch = numberFlag(values, "batch", 64, { low: 1, whole: true });
  const asked = values.epochs === undefined ? null : numberFlag(values, "epochs", 0, { low: 1, whole: true });
  const name = textFlag(values, "optimizer") ?? "adam";
  const given = readRule(name, values); // a mistake is told before the data are read
  const nonFinite = choiceFlag(values, "non-finite", "throw", ["throw", "skip"]);
  const clip = values.clip === undefined ? null : numberFlag(values, "clip", 0, { low: 0 });
  checkClip(name, given, clip);
  const random = new Random(seed);
  const task = readTask(textFlag(values, "data") ?? "digits", readTaskOptions(values), random);
  const model = buildModel(textFlag(values, "model"), task.train, random);
  const loader = new Loader(task.train, { batch, random });
  const epochs = asked ?? enoughEpochs(loader);
  const steps = epochs * loader.batchesPerEpoch;
  const rule = readRule(
    name,
    values,
    isImages(task) && innermost(name) === "adam" ? imageRate(steps) : defaultLr(name),
  );
  const optimizer = new Optimizer(model.parameters(), rule, { nonFinite });
  return { task, model, optimizer, loader, seed, batch, epochs, clip };
}
