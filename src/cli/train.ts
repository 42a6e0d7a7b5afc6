/** @file `downhill train`: data in, a trained model's accuracy out. */
import { Random } from "../autograd/random.ts";
import { Loader } from "../data/loader.ts";
import { type Module, summary } from "../nn/index.ts";
import { adam } from "../optim/adam.ts";
import { momentum } from "../optim/momentum.ts";
import { Optimizer } from "../optim/optimizer.ts";
import type { Rule } from "../optim/rule.ts";
import { sgd } from "../optim/sgd.ts";
import { choiceFlag, type Flags, helpText, numberFlag, readFlags, type Values } from "./flags.ts";
import type { Frame } from "./frame.ts";
import { buildModel, modelNames } from "./models.ts";
import { automaticMode, hasUnicode, Progress } from "./progress.ts";
import { digitsTask, mnistTask, type Task } from "./task.ts";
import { accuracy, trainStep } from "./trainer.ts";
import { UsageError } from "./usageError.ts";

const rules: Record<string, { make(settings: { lr: number }): Rule; lr: number }> = {
  adam: { make: adam, lr: 2e-3 },
  momentum: { make: momentum, lr: 2e-2 },
  sgd: { make: sgd, lr: 1e-1 },
};

const flags: Flags = {
  data: {
    type: "string",
    value: "FOLDER",
    help: "MNIST files (IDX, .gz or not); default: digits drawn by a seeded generator",
  },
  model: { type: "string", value: "NAME", help: "cnn (default) or mlp" },
  optimizer: { type: "string", value: "NAME", help: `${Object.keys(rules).join(", ")}; default adam` },
  lr: { type: "string", value: "NUMBER", help: "learning rate; default: one that suits the optimizer" },
  epochs: { type: "string", value: "N", help: "passes over the training data; default 5" },
  batch: { type: "string", value: "N", help: "examples per step; default 64" },
  seed: { type: "string", value: "N", help: "same seed, same numbers; default 7" },
  json: { type: "boolean", help: "the result as one JSON object on stdout" },
  help: { type: "boolean", help: "show this" },
};

interface Settings {
  task: Task;
  model: Module;
  modelName: string;
  optimizer: Optimizer;
  lr: number;
  epochs: number;
  batch: number;
  seed: number;
  random: Random;
}

interface Result {
  accuracy: number;
  loss: number;
  steps: number;
  seconds: number;
}

/** Runs the command; returns the exit code: 0 target reached, 1 below it. Throws UsageError on a wrong flag. */
export function train(args: readonly string[]): number {
  const { values, words } = readFlags(args, flags);
  if (words.length > 0) throw new UsageError(`unexpected "${words[0]}"; everything is given by flags, see --help`);
  if (values.help) {
    console.log(
      helpText("downhill train [flags]", "Trains a model and prints its accuracy on examples it has not seen.", flags),
    );
    return 0;
  }
  const settings = readSettings(values);
  const progress = new Progress(process.stderr, automaticMode(process.stderr, process.env), hasUnicode(process.env));
  progress.log(headline(settings));
  const result = run(settings, progress);
  progress.done();
  report(settings, result, values.json === true);
  return result.accuracy >= settings.task.target ? 0 : 1;
}

function readSettings(values: Values): Settings {
  const seed = numberFlag(values, "seed", 7, { low: 0, high: 2 ** 53 - 1, whole: true });
  const epochs = numberFlag(values, "epochs", 5, { low: 1, whole: true });
  const batch = numberFlag(values, "batch", 64, { low: 1, whole: true });
  const rule = rules[choiceFlag(values, "optimizer", "adam", Object.keys(rules))];
  const lr = numberFlag(values, "lr", rule.lr, { low: 0 });
  const modelName = choiceFlag(values, "model", "cnn", modelNames);
  const random = new Random(seed);
  const task = typeof values.data === "string" ? mnistTask(values.data, random) : digitsTask(random);
  const model = buildModel(modelName, task.train.inputs.shape.slice(1), task.train.classes, random);
  const optimizer = new Optimizer(model.parameters(), rule.make({ lr }));
  return { task, model, modelName, optimizer, lr, epochs, batch, seed, random };
}

function headline({ task, model, modelName, optimizer, lr, batch, seed }: Settings): string {
  const { train, test, name } = task;
  const what = `${name}: ${train.labels.length} to train on, ${test.labels.length} to test`;
  return `${what} · ${modelName} · ${optimizer.rule.name} lr ${lr} · batch ${batch} · seed ${seed}\n${summary(model)}`;
}

function run({ task, model, optimizer, lr, epochs, batch, random }: Settings, progress: Progress): Result {
  const loader = new Loader(task.train, { batch, random });
  const judge = new Loader(task.test, { batch: 250 });
  const steps = epochs * loader.batchesPerEpoch;
  const started = performance.now();
  const losses: number[] = [];
  const frame: Frame = { epoch: 1, epochs, step: 0, steps, losses, lr, gradientNorm: 0, updateRatio: 0, elapsed: 0 };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const data of loader.rest()) {
      const last = losses.length + 1 === epoch * loader.batchesPerEpoch;
      const { loss, gradientNorm, updateRatio } = trainStep(model, optimizer, data, last || progress.due());
      losses.push(loss);
      Object.assign(frame, { epoch, step: losses.length, gradientNorm, elapsed: performance.now() - started });
      frame.updateRatio = updateRatio ?? frame.updateRatio;
      progress.step(frame);
    }
    frame.accuracy = accuracy(model, judge.rest());
    progress.epoch(frame);
  }
  const seconds = (performance.now() - started) / 1000;
  return { accuracy: frame.accuracy ?? 0, loss: losses.at(-1) ?? Number.NaN, steps: losses.length, seconds };
}

function report({ task, seed }: Settings, { accuracy, loss, steps, seconds }: Result, json: boolean): void {
  const reached = accuracy >= task.target;
  if (json) {
    console.log(
      JSON.stringify({ task: task.name, seed, accuracy, target: task.target, reached, loss, steps, seconds }),
    );
    return;
  }
  console.log(
    `test accuracy ${(100 * accuracy).toFixed(2)} % (target ${100 * task.target} %: ${reached ? "reached" : "missed"})`,
  );
  console.log(
    `${steps} steps in ${seconds.toFixed(1)} s, ${((1000 * seconds) / steps).toFixed(2)} ms each; last loss ${loss.toPrecision(6)}`,
  );
}
