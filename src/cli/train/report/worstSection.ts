/** @file The test examples with the largest loss: images are drawn, rows are a table. */

import { type WorstExample, worstExamples } from "../../../training/worstExamples.ts";
import { scrollTable } from "../../report/scrollTable.ts";
import { escapeHtml } from "../../report/svg.ts";
import { short } from "../../terminal/numbers.ts";
import { printable } from "../../terminal/printable.ts";
import { captionOf, inputsOf, namesOf } from "../worstText.ts";
import { imageUrl } from "./imageUrl.ts";
import type { TrainingReport } from "./trainingReport.ts";

export function worstSection({ session: { experiment }, worst: count }: TrainingReport): string {
  const { model, task } = experiment;
  const worst = worstExamples(model, task.test, { count });
  const isImages = task.test.inputs.shape.length === 4;
  const shown = isImages ? images(worst, task) : rows(worst, task);
  return `<h2>Worst examples</h2>\n<p class="note">The test examples with the largest loss. They show wrong labels, odd inputs, and classes that the model confuses.</p>\n${shown}`;
}

type Task = TrainingReport["session"]["experiment"]["task"];

function images(worst: readonly WorstExample[], task: Task): string {
  const figures = worst.map((example) => {
    const caption = escapeHtml(printable(captionOf(example, task)));
    const file = task.describe?.(example.index);
    const name = file === undefined ? "" : `<br>${escapeHtml(printable(file))}`;
    return `<figure><img src="${imageUrl(task.test, example.index)}" alt="${caption}"><figcaption>${caption}${name}</figcaption></figure>`;
  });
  return `<div class="worst">${figures.join("\n")}</div>`;
}

function rows(worst: readonly WorstExample[], task: Task): string {
  const table = scrollTable({
    name: "worst examples",
    columns: ["predicted", "is", "loss", "inputs"],
    rows: worst.map((example) => [
      ...namesOf(example, task).map((name) => escapeHtml(printable(name))),
      short(example.loss),
      escapeHtml(printable(task.describe?.(example.index) ?? inputsOf(task.test, example.index))),
    ]),
  });
  return `<div class="words">${table}</div>`;
}
