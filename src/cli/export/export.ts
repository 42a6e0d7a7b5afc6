/** @file `downhill export`: a trained model for other programs. */

import { basename } from "node:path";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel } from "../../model/index.ts";
import type { Command } from "../flags/command.ts";
import { choiceFlag, textFlag, type Values } from "../flags/flags.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { UsageError } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface Target {
  /** The end of the file's name. */
  extension: string;
  /** Loads the exporter, which other commands do without, and returns the file. */
  encode(model: LoadedModel, options: { preprocessing: boolean }): Promise<Uint8Array | string>;
}

const targets: Readonly<Record<string, Target>> = {
  onnx: {
    extension: ".onnx",
    encode: async (model, options) => (await import("../../export/onnx/toOnnx.ts")).toOnnx(model, options),
  },
};

const names = Object.keys(targets);

export const exportModel: Command = {
  summary: "Write a trained model as a file for other programs.",
  usage: `MODEL --to ${names.join("|")} [flags]`,
  flags: {
    to: { type: "string", value: "TARGET", help: "onnx: a graph of opset 17 with a free batch axis, for onnxruntime" },
    out: { type: "string", value: "FILE", help: "the file to write; default: the name of MODEL, in this folder" },
    preprocessing: {
      type: "boolean",
      help: "with onnx: take the columns of the table as inputs, and return labels or numbers",
    },
    overwrite: { type: "boolean", help: "replace the file if it exists" },
  },
  examples: [
    ["export digits.model.safetensors --to onnx", "writes digits.onnx"],
    ["export titanic.model.safetensors --to onnx --preprocessing", "a graph from the columns to the labels"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, { stdout }: Terminal): Promise<number> {
  const [file, ...rest] = words;
  if (file === undefined || rest.length > 0)
    throw new UsageError("export needs one model file, such as downhill export digits.model.safetensors --to onnx");
  if (values.to === undefined) throw new UsageError(`--to must be one of ${names.join(", ")}, got nothing`);
  const { extension, encode } = targets[choiceFlag(values, "to", "", names)];
  const out = textFlag(values, "out") ?? basename(file).replace(/(\.model)?\.safetensors$/, "") + extension;
  const model = loadModelFile(file);
  checkOutput("out", out, { overwrite: values.overwrite === true, inputs: { MODEL: file } });
  writeOutput(out, await encode(model, { preprocessing: values.preprocessing === true }));
  stdout.write(`${out}\n`);
  return 0;
}
