/** @file A model as one JavaScript file without dependencies, to be read from top to bottom. */

import type { LoadedModel } from "../../model/index.ts";
import { forwardText } from "./forwardText.ts";
import { headText } from "./headText.ts";
import { type JavascriptRun, recipeOfRun } from "./javascriptRun.ts";
import { mathematicsText } from "./mathematicsText.ts";
import { predictText } from "./predictText.ts";
import { trainText } from "./trainText.ts";
import { walk } from "./walk.ts";
import { stateText, weightsText } from "./weightsText.ts";

export interface JavascriptOptions {
  /** The name of the file, for the comment at its top. */
  name: string;
  /** The run that the file continues; null for predictions only. Default: null. */
  run?: JavascriptRun | null;
}

/**
 * Returns a model as the text of an ES module: `predict(row)` and `forward(examples)`, the plain loops of every layer,
 * and the weights. Its numbers are those of the library's plain loops, bit for bit.
 *
 * With a run, `trainStep(examples, labels)` continues it: on the same batches, the same losses and weights bit for bit.
 * Throws RangeError with the reason for a rule that has no form as loops, or whose average predicts.
 */
export function toJavascript(loaded: LoadedModel, { name, run = null }: JavascriptOptions): string {
  const { layers } = loaded;
  const model = run?.model ?? loaded.model;
  const main = [headText(loaded, name, run), predictText(loaded), forwardText(loaded, walk(layers, false))];
  const numbers = [weightsText(model, layers)];
  if (run !== null) {
    const recipe = recipeOfRun(run);
    const { text, nameOf } = trainText(loaded, run, recipe, walk(layers, true));
    main.push(text);
    numbers.push(stateText(run, recipe, nameOf));
  }
  const reader = numbers.some((text) => text.includes("floats(")) ? ["floats()"] : [];
  const mathematics = mathematicsText([...main, ...reader].join("\n"));
  const parts = [...main, section("The mathematics: each function comes before those that it calls"), mathematics];
  if (numbers.join("") !== "") parts.push(section("The numbers, with their names in the model file"), ...numbers);
  return `${parts.join("\n\n")}\n`;
}

const section = (title: string): string => `// ── ${title} ──`;
