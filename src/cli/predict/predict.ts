/** @file `downhill predict`: the predictions of a trained model for new rows. */

import { loadModelFile } from "../../model/files/loadModelFile.ts";
import { readingFlags, readTableSettings } from "../experiment/tableSettings.ts";
import type { Command } from "../flags/command.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { csvText, jsonText } from "./predictionText.ts";
import { readRows } from "./readRows.ts";

export const predict: Command = {
  summary: "Predict classes or numbers for new rows with a trained model.",
  usage: "[FILE] --model MODEL [flags]",
  flags: {
    model: { type: "string", value: "MODEL", help: "a model file that train saved, or a checkpoint" },
    probabilities: { type: "boolean", help: "the probability of each class, not only of the predicted one" },
    ...readingFlags,
    json: { type: "boolean", help: "one JSON object a line, with all probabilities, instead of CSV" },
  },
  printsData: true,
  notes: [
    "FILE has the columns of the training data, in any order: CSV or TSV, also gzipped; JSON lines (.jsonl, .ndjson), one",
    "object a row; or IDX images. Without FILE, or with -, rows come from stdin: CSV, or JSON lines if they begin with {.",
    "Numbers are in the target's own units.",
  ],
  examples: [
    ["predict new.csv --model titanic.model.safetensors", "one prediction a row, as CSV on stdout"],
    ["predict t10k-images-idx3-ubyte.gz --model digits.model.safetensors --json", "images, as JSON lines"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const [file = null, ...rest] = words;
  const modelFile = textFlag(values, "model");
  if (modelFile === null || rest.length > 0)
    throw new UsageError("predict needs one file and --model, such as downhill predict new.csv --model FILE");
  const loaded = loadModelFile(modelFile);
  const predictions = loaded.predict(await readRows(file, loaded, readTableSettings(values), terminal));
  const isFull = values.probabilities === true;
  terminal.stdout.write(values.json === true ? jsonText(loaded, predictions) : csvText(loaded, predictions, isFull));
  return 0;
}
