import { experimentFlags } from "../experiment/flags/experimentFlags.ts";
import type { Command } from "../flags/command.ts";
import { progressFlag } from "../terminal/progressFlag.ts";

/** The flags and help of `downhill train`. */
export const trainHelp: Command = {
  usage: "[flags]",
  flags: {
    ...experimentFlags,
    epochs: { type: "string", value: "N", help: "passes over the training data; default 5, or 400 steps" },
    patience: {
      type: "string",
      value: "N",
      help: "stop after N epochs without a lower loss on a fifth of the training examples; 0: train on all",
    },
    save: {
      type: "string",
      value: "FILE",
      help: "save the trained model to FILE; default for your own data: its name with .model.safetensors",
    },
    "no-save": { type: "boolean", help: "save no model" },
    folds: {
      type: "string",
      value: "K",
      help: "cross-validate: train K models, each tested on another part of the data",
    },
    log: {
      type: "string",
      value: "FILE",
      help: "write a line for every step: loss, rate, norms, held-out score; .ndjson, .jsonl or .csv",
    },
    tensorboard: {
      type: "string",
      value: "DIR",
      help: "write an event file for TensorBoard into DIR, a folder for each run",
    },
    report: {
      type: "string",
      value: "FILE",
      help: "write a self-contained HTML page: curves, metrics, confusions, decision boundary, worst examples",
    },
    live: { type: "boolean", help: "serve a page on 127.0.0.1 that follows the run, and ends with it" },
    port: { type: "string", value: "N", help: "the port of --live; default: any that is free" },
    worst: { type: "string", value: "N", help: "show the N test examples with the largest loss; images are drawn" },
    checkpoint: { type: "string", value: "FILE", help: "save the run to FILE after every epoch and when interrupted" },
    resume: { type: "string", value: "FILE", help: "resume a saved run bit for bit; schedules keep their length" },
    "other-data": { type: "boolean", help: "with --resume: continue although the data differs" },
    overwrite: { type: "boolean", help: "replace an output file that does not belong to this run" },
    ...progressFlag,
    json: { type: "boolean", help: "the result as one JSON object on stdout" },
  },
  notes: [
    "progress: loss is the training loss, mean of the last 20 steps; test, and acc or r2, the loss and score on the test set",
    "(with early stopping val, on the validation set); |g|, gnorm, the gradient norm; u/w, uw, the norm of an update over that of",
    "the weights. Tables are preprocessed with the statistics of the training set: numbers are standardized, texts become one",
    "input each, missing cells are marked. Early stopping is the default for your own tables and",
    "images: the weights of the lowest validation loss are tested and saved.",
  ],
  examples: [
    ["train", "a small CNN on drawn digits"],
    ["train --data moons --model 2-16-16-2 --optimizer radam --set beta2=0.99", "another rule, with a hyperparameter"],
    ['train --data spiral --schedule "warmup(20, cosine(0.01, 300))" --epochs 20', "a learning-rate schedule"],
    ["train --epochs 20 --checkpoint run.safetensors", "saved after every epoch and at Ctrl-C"],
    ["train --resume run.safetensors --epochs 40", "resumes the run with its settings"],
    ["train --data spiral --log run.ndjson", "a line for every step; run.csv for a table"],
    ["train --data moons --report report.html", "a page with curves, metrics and the decision boundary"],
    ["train --data titanic.csv --target Survived", "your own table; saves titanic.model.safetensors"],
  ],
};
