/** @file The commands in the order of the overview. Each loads its help, and its modules when it runs. */
import type { Command, Run } from "./flags/command.ts";

export interface CommandEntry {
  /** One line, for the overview. */
  summary: string;
  help(): Promise<Command>;
  load(): Promise<Run>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  train: {
    summary: "Train a model and evaluate it on held-out data.",
    help: async () => (await import("./train/trainHelp.ts")).trainHelp,
    load: async () => (await import("./train/train.ts")).train,
  },
  compare: {
    summary: "Train with many rules from the same weights over the same batches; rank them fairly.",
    help: async () => (await import("./compare/compareHelp.ts")).compareHelp,
    load: async () => (await import("./compare/compare.ts")).compare,
  },
  explain: {
    summary: "Show a rule's own source line by line, with its equations and the numbers of a few steps.",
    help: async () => (await import("./explain/explainHelp.ts")).explainHelp,
    load: async () => (await import("./explain/explain.ts")).explain,
  },
  check: {
    summary: "Check a gradient against central differences, or an optimizer or schedule against its paper.",
    help: async () => (await import("./check/checkHelp.ts")).checkHelp,
    load: async () => (await import("./check/check.ts")).check,
  },
  emit: {
    summary: "Write a rule for PyTorch, NumPy, C, JAX, WebGPU or LaTeX, derived from the rule's own source.",
    help: async () => (await import("./emit/emitHelp.ts")).emitHelp,
    load: async () => (await import("./emit/emit.ts")).emit,
  },
  identify: {
    summary: "Name the update rule of a recorded path of weights and gradients, with its numbers or its bug.",
    help: async () => (await import("./identify/identifyHelp.ts")).identifyHelp,
    load: async () => (await import("./identify/identify.ts")).identify,
  },
  "lr-find": {
    summary: "Find a learning rate: train a copy for a few steps with growing rates.",
    help: async () => (await import("./lrFind/lrFindHelp.ts")).lrFindHelp,
    load: async () => (await import("./lrFind/lrFind.ts")).lrFind,
  },
  predict: {
    summary: "Predict classes or numbers for new rows with a trained model.",
    help: async () => (await import("./predict/predictHelp.ts")).predictHelp,
    load: async () => (await import("./predict/predict.ts")).predict,
  },
  evaluate: {
    summary: "Evaluate a trained model on other labelled data.",
    help: async () => (await import("./evaluate/evaluateHelp.ts")).evaluateHelp,
    load: async () => (await import("./evaluate/evaluate.ts")).evaluate,
  },
  show: {
    summary: "Show the layers of a model file, its metrics, and how it was made.",
    help: async () => (await import("./show/showHelp.ts")).showHelp,
    load: async () => (await import("./show/show.ts")).show,
  },
  export: {
    summary: "Write a trained model as a file for other programs.",
    help: async () => (await import("./export/exportHelp.ts")).exportHelp,
    load: async () => (await import("./export/export.ts")).exportModel,
  },
  list: {
    summary: "List the names of rules, wrappers, schedules, ops, layers, data.",
    help: async () => (await import("./list/listHelp.ts")).listHelp,
    load: async () => (await import("./list/list.ts")).list,
  },
};
