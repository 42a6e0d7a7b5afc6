/** @file `downhill predict`: the predictions of a trained model for new rows. */

import { Tensor } from "../../autograd/tensor.ts";
import { readImages } from "../../data/readers/readImages.ts";
import { loadModelFile } from "../../model/files/loadModelFile.ts";
import type { LoadedModel, Prediction } from "../../model/index.ts";
import { readTableSettings } from "../experiment/tableSettings.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { imageOptions, imagesAt } from "./imageRows.ts";
import { csvText, jsonText } from "./predictionText.ts";
import { readRows } from "./readRows.ts";

export async function predict(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const modelFile = textFlag(values, "model");
  const images = imagesAt(words);
  if (modelFile === null)
    throw new UsageError("predict needs --model, such as downhill predict new.csv --model FILE; got none");
  if (images === null && words.length > 1)
    throw new UsageError(`predict needs one file, or images only, got ${words.length} files; predict one at a time`);
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
