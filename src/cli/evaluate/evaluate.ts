/** @file `downhill evaluate`: the metrics of a trained model on other labelled data. */

import { statSync } from "node:fs";
import { DataFileError } from "../../data/dataFileError.ts";
import type { Dataset, Examples } from "../../data/dataset.ts";
import { readMnist } from "../../data/readers/readMnist.ts";
import { readTable } from "../../data/readers/readTable.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel } from "../../model/index.ts";
import { evaluate as evaluateModel } from "../../training/evaluate.ts";
import type { Command } from "../flags/command.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { options } from "../predict/readRows.ts";
import { short } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

export const evaluate: Command = {
  summary: "Evaluate a trained model on other labelled data.",
  usage: "DATA --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    json: { type: "boolean", help: "the metrics as one JSON object" },
  },
  notes: [
    "DATA is a table with the columns of the training data and the target, or a folder of IDX images with labels.",
    "Exit code 1: the model is no better than a constant, the most frequent class or the mean of the target.",
  ],
  examples: [
    ["evaluate test.csv --model titanic.model.safetensors", "accuracy beside that of the most frequent class"],
  ],
  run,
};

function run(words: readonly string[], values: Values, { stdout }: Terminal): number {
  const [data, ...rest] = words;
  const file = textFlag(values, "model");
  if (data === undefined || file === null || rest.length > 0)
    throw new UsageError("evaluate needs one data file and --model, such as downhill evaluate test.csv --model FILE");
  const loaded = loadModelFile(file);
  const result = resultOf(loaded, readExamples(data, loaded));
  const rows = Object.entries(result).map(([name, value]) => [name, short(value)]);
  stdout.write(`${values.json === true ? JSON.stringify(result) : textTable(rows)}\n`);
  return isBetter(result) ? 0 : 1;
}

type Result = { examples: number } & (
  | { loss: number; accuracy: number; majority: number }
  | { rmse: number; baseline: number; r2: number }
);

const isBetter = (result: Result): boolean =>
  "accuracy" in result ? result.accuracy > result.majority : result.rmse < result.baseline;

/** The metrics beside those of the best constant. Those of numbers are in the target's own units. */
function resultOf({ model, preprocessing }: LoadedModel, data: Examples): Result {
  const metrics = evaluateModel(model, data);
  const examples = data.inputs.shape[0];
  if ("accuracy" in metrics) return { examples, ...metrics, majority: majorityShare((data as Dataset).labels) };
  const target = preprocessing?.target;
  const unit = target?.task === "regression" ? target.deviation : 1;
  const { rmse, r2 } = metrics;
  return { examples, rmse: rmse * unit, baseline: (rmse * unit) / Math.sqrt(1 - r2), r2 };
}

function majorityShare(labels: Int32Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}

/** Reads the examples as the model was trained on. */
function readExamples(data: string, loaded: LoadedModel): Examples {
  const { preprocessing } = loaded;
  if (preprocessing !== null) return preprocessing.examples(readTable(data, options(loaded)));
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory())
    throw new DataFileError(data, "a folder of IDX images for this model, which has no columns", "another file");
  const { train, test } = readMnist(data);
  return (test ?? train) as Examples;
}
