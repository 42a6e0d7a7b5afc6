/** @file The commands in the order of the overview. Each loads its modules when it is called. */
import type { Command } from "./flags/command.ts";

export interface CommandEntry {
  /** One line, for the overview. */
  summary: string;
  load(): Promise<Command>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  train: {
    summary: "Train a model and evaluate it on held-out data.",
    load: async () => (await import("./train/train.ts")).train,
  },
  compare: {
    summary: "Train with many rules from the same weights over the same batches; rank them fairly.",
    load: async () => (await import("./compare/compare.ts")).compare,
  },
  explain: {
    summary: "Show a rule's own source line by line, with its equations and the numbers of a few steps.",
    load: async () => (await import("./explain/explain.ts")).explain,
  },
  check: {
    summary: "Check a gradient against central differences, or an optimizer or schedule against its paper.",
    load: async () => (await import("./check/check.ts")).check,
  },
  emit: {
    summary: "Write a rule for PyTorch, NumPy, C, JAX, WebGPU or LaTeX, derived from the rule's own source.",
    load: async () => (await import("./emit/emit.ts")).emit,
  },
  identify: {
    summary: "Name the update rule of a recorded path of weights and gradients, with its numbers or its bug.",
    load: async () => (await import("./identify/identify.ts")).identify,
  },
  "lr-find": {
    summary: "Find a learning rate: train a copy for a few steps with growing rates.",
    load: async () => (await import("./lrFind/lrFind.ts")).lrFind,
  },
  predict: {
    summary: "Predict classes or numbers for new rows with a trained model.",
    load: async () => (await import("./predict/predict.ts")).predict,
  },
  evaluate: {
    summary: "Evaluate a trained model on other labelled data.",
    load: async () => (await import("./evaluate/evaluate.ts")).evaluate,
  },
  show: {
    summary: "Show the layers of a model file, its metrics, and how it was made.",
    load: async () => (await import("./show/show.ts")).show,
  },
  export: {
    summary: "Write a trained model as a file for other programs.",
    load: async () => (await import("./export/export.ts")).exportModel,
  },
  list: {
    summary: "List the names of rules, wrappers, schedules, ops, layers, data.",
    load: async () => (await import("./list/list.ts")).list,
  },
};
