/** @file `downhill evaluate`: the metrics of a trained model on other labelled data. */

import { statSync } from "node:fs";
import { thousands } from "../../check/counted.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import type { Examples } from "../../data/dataset.ts";
import { readMnist } from "../../data/readers/readMnist.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel } from "../../model/index.ts";
import { baselineProblem, metricsText } from "../experiment/metricsText.ts";
import { metricsOf } from "../experiment/objective.ts";
import { readingFlags, readTableFile, readTableSettings, type TableSettings } from "../experiment/tableSettings.ts";
import type { Command } from "../flags/command.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { kindsOf } from "../predict/readRows.ts";
import { short } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

export const evaluate: Command = {
  summary: "Evaluate a trained model on other labelled data.",
  usage: "DATA --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    ...readingFlags,
    json: { type: "boolean", help: "the metrics as one JSON object" },
  },
  notes: [
    "DATA is a table with the columns of the training data and the target, or a folder of IDX images with labels.",
    "Exit code 1: the model does not beat a constant, the most frequent class or the mean of the target.",
  ],
  examples: [
    ["evaluate test.csv --model titanic.model.safetensors", "accuracy beside that of the most frequent class"],
  ],
  run,
};

function run(words: readonly string[], values: Values, { stdout, stderr }: Terminal): number {
  const [data, ...rest] = words;
  const file = textFlag(values, "model");
  if (data === undefined || file === null || rest.length > 0)
    throw new UsageError("evaluate needs one data file and --model, such as downhill evaluate test.csv --model FILE");
  const loaded = loadModelFile(file);
  const examples = readExamples(data, loaded, readTableSettings(values));
  const metrics = metricsOf(loaded.model, examples, loaded.preprocessing);
  const classNames = loaded.record.classNames ?? [];
  const count = examples.inputs.shape[0];
  const shown = `${textTable([
    ["examples", thousands(count)],
    ["loss", short(metrics.loss)],
  ])}\n${metricsText(metrics, classNames)}`;
  stdout.write(`${values.json === true ? JSON.stringify({ examples: count, ...metrics }) : shown}\n`);
  const problem = baselineProblem(metrics, classNames);
  if (problem !== null) stderr.write(`${problem}\n`);
  return problem === null ? 0 : 1;
}

/** Reads the examples as the model was trained on. */
function readExamples(data: string, loaded: LoadedModel, settings: TableSettings): Examples {
  const { preprocessing } = loaded;
  if (preprocessing !== null) return preprocessing.examples(readTableFile(data, settings, kindsOf(loaded)));
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory())
    throw new DataFileError(data, "a folder of IDX images for this model, which has no columns", "another file");
  const { train, test } = readMnist(data);
  return (test ?? train) as Examples;
}
