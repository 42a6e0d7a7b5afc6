/** @file The model as a picture, where its inputs are few: regions of classes over two, a curve over one. */

import { classNamesOf } from "../../experiment/objective.ts";
import { escapeHtml } from "../../report/svg.ts";
import { swatch } from "../../report/swatch.ts";
import { decisionRegions } from "./decisionRegions.ts";
import { featuresOf } from "./features.ts";
import { fittedCurve } from "./fittedCurve.ts";
import { shownClasses } from "./shownClasses.ts";
import type { TrainingReport } from "./trainingReport.ts";

export function fitSection({
  session: { experiment },
}: {
  session: Pick<TrainingReport["session"], "experiment">;
}): string {
  const { model, task } = experiment;
  const features = featuresOf(task);
  if (features === null) return "";
  const [x, y] = features.names;
  if (features.kind === "curve")
    return section(
      "Fitted curve",
      fittedCurve(model, task, features),
      `The model's line over the test examples. To the right ${x}, upwards ${y}.`,
      "",
    );
  const names = shownClasses(classNamesOf(task)).map((name, k) => `<li>${swatch(k, false)} ${escapeHtml(name)}</li>`);
  return section(
    "Decision boundary",
    decisionRegions(model, task, features),
    `The class predicted at each place, with test examples. To the right ${x}, upwards ${y}. A ring marks a wrong prediction.`,
    `<ul class="legend">${names.join("")}</ul>`,
  );
}
const section = (title: string, svg: string, note: string, legend: string): string =>
  `<h2>${title}</h2>\n<p class="note">${escapeHtml(note)}</p>\n<figure class="fit">${svg}${legend}</figure>`;
