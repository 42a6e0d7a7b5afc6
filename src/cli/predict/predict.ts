/** @file `downhill predict`: the predictions of a trained model for new rows. */

import { Tensor } from "../../autograd/tensor.ts";
import { readImages } from "../../data/readers/readImages.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel, Prediction } from "../../model/index.ts";
import { readingFlags, readTableSettings } from "../experiment/tableSettings.ts";
import type { Command } from "../flags/command.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { imageOptions, imagesAt } from "./imageRows.ts";
import { csvText, jsonText } from "./predictionText.ts";
import { readRows } from "./readRows.ts";

export const predict: Command = {
  usage: "[FILE …] --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    probabilities: { type: "boolean", help: "the probability of each class, not only of the predicted one" },
    ...readingFlags,
    json: { type: "boolean", help: "one JSON object a line, with all probabilities, instead of CSV" },
  },
  printsData: true,
  notes: [
    "FILE has the columns of the training data, in any order: CSV or TSV, also gzipped; JSON (.jsonl, .ndjson, .json), one",
    "object a line or a list of them; or IDX images. Without FILE, or with -, rows come from stdin: CSV, or JSON if they",
    "begin with { or [. All may be gzipped.",
    "PNG and JPEG images, one or several, or a folder of them, are resized as those that the model was trained on.",
    "Numbers are in the target's own units.",
  ],
  examples: [
    ["predict new.csv --model titanic.model.safetensors", "one prediction a row, as CSV on stdout"],
    ["predict photos --model flowers.model.safetensors", "one line an image, with its file"],
    ["predict t10k-images-idx3-ubyte.gz --model digits.model.safetensors --json", "images, as JSON lines"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const modelFile = textFlag(values, "model");
  const images = imagesAt(words);
  if (modelFile === null || (images === null && words.length > 1))
    throw new UsageError("predict needs one file and --model, such as downhill predict new.csv --model FILE");
  const loaded = loadModelFile(modelFile);
  const predictions =
    images === null
      ? loaded.predict(await readRows(words[0] ?? null, loaded, readTableSettings(values), terminal))
      : predictImages(images, loaded);
  const text = values.json === true ? jsonText : csvText;
  terminal.stdout.write(text(loaded, predictions, { isFull: values.probabilities === true, files: images }));
  return 0;
}

/** Images in memory at a time. */
const batch = 250;

function predictImages(files: readonly string[], loaded: LoadedModel): Prediction[] {
  const options = imageOptions(files[0], loaded);
  const predictions: Prediction[] = [];
  for (let start = 0; start < files.length; start += batch) {
    const images = readImages(files.slice(start, start + batch), options);
    for (const one of loaded.predict(new Tensor(images))) predictions.push(one);
  }
  return predictions;
}
