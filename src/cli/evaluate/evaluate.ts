/** @file `downhill evaluate`: the metrics of a trained model on other labelled data. */

import { thousands } from "../../check/counted.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import type { Examples } from "../../data/dataset.ts";
import { readImageFolder } from "../../data/readers/readImageFolder.ts";
import { readMnist } from "../../data/readers/readMnist.ts";
import { listFolder } from "../../data/readers/support/imageFiles.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel } from "../../model/index.ts";
import { imageParts } from "../experiment/imageParts.ts";
import { baselineProblem, metricsText } from "../experiment/metricsText.ts";
import { evaluateModel } from "../experiment/objective.ts";
import { readTableFile, readTableSettings, type TableSettings } from "../experiment/tableSettings.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { imageOptions, isFolder } from "../predict/imageRows.ts";
import { isIdx, kindsOf } from "../predict/readRows.ts";
import { short } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

export function evaluate(words: readonly string[], values: Values, { stdout, stderr }: Terminal): number {
  const [data, ...rest] = words;
  const file = textFlag(values, "model");
  if (file === null)
    throw new UsageError("evaluate needs --model, such as downhill evaluate test.csv --model FILE; got none");
  if (data === undefined || rest.length > 0)
    throw new UsageError(
      `evaluate needs one file or folder, such as downhill evaluate test.csv --model FILE; got ${words.length || "none"}`,
    );
  const loaded = loadModelFile(file);
  const examples = readExamples(data, loaded, readTableSettings(values));
  const metrics = evaluateModel(loaded.model, examples, loaded.preprocessing).metrics();
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
  if (preprocessing !== null) return preprocessing.examples(readTableFile(data, settings, kindsOf(loaded), "predict"));
  if (!isFolder(data))
    throw new DataFileError(data, "a folder of images for this model, which has no columns", "another file");
  if (!listFolder(data).some(({ name }) => isIdx(name))) return imageExamples(data, loaded);
  const { train, test } = readMnist(data);
  return (test ?? train) as Examples;
}

/** Images in a subfolder for each class; of a folder that is split into parts, those of the test set. */
function imageExamples(folder: string, loaded: LoadedModel): Examples {
  const { classNames } = loaded.record;
  const options = imageOptions(folder, loaded);
  if (classNames === null) throw new DataFileError(folder, "a model with class names for images", "one with numbers");
  const parts = imageParts(folder);
  return readImageFolder(parts?.test ?? parts?.validation ?? folder, { ...options, classNames });
}
