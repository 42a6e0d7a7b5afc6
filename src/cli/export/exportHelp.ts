import type { Command } from "../flags/command.ts";

/** The names of `--to`. */
export const exportTargets = ["onnx", "javascript", "pytorch"] as const;

/** The flags and help of `downhill export`. */
export const exportHelp: Command = {
  usage: `MODEL --to ${exportTargets.join("|")} [flags]`,
  flags: {
    to: {
      type: "string",
      value: "TARGET",
      help: "onnx: a graph of opset 17; javascript: one readable file; pytorch: a program that continues a run",
    },
    out: {
      type: "string",
      value: "FILE",
      help: "the file to write, with pytorch the folder; default: the name of MODEL, in this folder",
    },
    preprocessing: {
      type: "boolean",
      help: "with onnx: take the columns of the table as inputs, and return labels or numbers",
    },
    trainable: { type: "boolean", help: "with javascript: continue the run of a checkpoint by trainStep" },
    epochs: { type: "string", value: "N", help: "with pytorch: the epochs of the whole run; default: as it was begun" },
    data: { type: "string", value: "PATH", help: "with a checkpoint: the data, if it has moved" },
    overwrite: { type: "boolean", help: "replace the file, or the files of the folder" },
  },
  examples: [
    ["export digits.model.safetensors --to onnx", "writes digits.onnx"],
    ["export digits.model.safetensors --to javascript", "writes digits.mjs"],
    ["export run.safetensors --to javascript --trainable", "from a checkpoint, with backward and the optimizer"],
    ["export run.safetensors --to pytorch --out run", "from a checkpoint; then python run/train.py"],
    ["export titanic.model.safetensors --to onnx --preprocessing", "a graph from the columns to the labels"],
  ],
};
