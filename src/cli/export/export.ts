/** @file `downhill export`: a trained model for other programs. */

import { existsSync, mkdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { choiceFlag, textFlag, type Values } from "../flags/flags.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { UsageError } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exportedRun } from "./exportedRun.ts";
import { exportTargets } from "./exportHelp.ts";
import { pytorchRun } from "./pytorchRun.ts";

interface Target {
  /** The flags that only this target has, or some have. */
  flags: readonly string[];
  /** Writes the files, and returns what to print. Loads the exporter, which other commands do without. */
  write(file: string, values: Values): Promise<string>;
}

const targets: Readonly<Record<(typeof exportTargets)[number], Target>> = {
  onnx: { flags: ["preprocessing"], write: writeOnnx },
  javascript: { flags: ["trainable", "data"], write: writeJavascript },
  pytorch: { flags: ["epochs", "data"], write: writePytorch },
};

export async function exportModel(words: readonly string[], values: Values, { stdout }: Terminal): Promise<number> {
  const [file, ...rest] = words;
  if (file === undefined || rest.length > 0)
    throw new UsageError("export needs one model file, such as downhill export digits.model.safetensors --to onnx");
  if (values.to === undefined) throw new UsageError(`--to must be one of ${exportTargets.join(", ")}, got nothing`);
  const name = choiceFlag(values, "to", "onnx", exportTargets);
  const { write, flags } = targets[name];
  const other = Object.values(targets)
    .flatMap((target) => target.flags)
    .find((flag) => values[flag] !== undefined && !flags.includes(flag));
  if (other !== undefined) throw new UsageError(`--${other} does not go with --to ${name}`);
  stdout.write(`${await write(file, values)}\n`);
  return 0;
}

/** The name of the model file without its endings. */
const nameOf = (file: string): string => basename(file).replace(/(\.model)?\.safetensors$/, "");

async function writeOnnx(file: string, values: Values): Promise<string> {
  const model = loadModelFile(file);
  const out = textFlag(values, "out") ?? `${nameOf(file)}.onnx`;
  checkOutput("out", out, { overwrite: values.overwrite === true, inputs: { MODEL: file } });
  const { toOnnx } = await import("../../export/onnx/toOnnx.ts");
  writeOutput(out, toOnnx(model, { preprocessing: values.preprocessing === true }));
  return out;
}

async function writeJavascript(file: string, values: Values): Promise<string> {
  const out = textFlag(values, "out") ?? `${nameOf(file)}.mjs`;
  checkOutput("out", out, { overwrite: values.overwrite === true, inputs: { MODEL: file } });
  const { toJavascript } = await import("../../export/javascript/toJavascript.ts");
  const name = basename(out);
  if (values.trainable !== true) {
    writeOutput(out, toJavascript(loadModelFile(file), { name }));
    return out;
  }
  const { loaded, experiment, classWeights } = exportedRun(file, values);
  const { model, optimizer, clip, task } = experiment;
  const classes = isClassification(task.train) ? task.train.classes : null;
  writeOutput(out, toJavascript(loaded, { name, run: { model, optimizer, classes, classWeights, clip } }));
  return out;
}

async function writePytorch(file: string, values: Values): Promise<string> {
  const { toPytorch } = await import("../../export/pytorch/toPytorch.ts");
  const files = toPytorch(pytorchRun(file, values));
  const folder = textFlag(values, "out") ?? nameOf(file);
  const overwrite = values.overwrite === true;
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UsageError(`--out ${folder}: must be a folder with pytorch, got a file`);
  mkdirSync(folder, { recursive: true });
  for (const name of files.keys()) checkOutput("out", join(folder, name), { overwrite, inputs: { MODEL: file } });
  for (const [name, content] of files) writeOutput(join(folder, name), content);
  return join(folder, "train.py");
}
