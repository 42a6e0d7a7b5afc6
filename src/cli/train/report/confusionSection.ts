/** @file The scores of each class, and which classes are taken for which. */

import type { ClassMetrics } from "../../../training/metrics.ts";
import { scrollTable } from "../../report/scrollTable.ts";
import { escapeHtml } from "../../report/svg.ts";
import { shownClasses } from "./shownClasses.ts";
import type { TrainingReport } from "./trainingReport.ts";

/** A larger matrix would not be read. */
const mostClasses = 20;

export function confusionSection({ result: { metrics, classNames } }: TrainingReport): string {
  if (metrics === null || !("accuracy" in metrics)) return "";
  const names = shownClasses(classNames);
  const { classes } = metrics;
  const isLarge = classes.length > mostClasses;
  const order = classes.map((_, k) => k).filter((k) => !isLarge || classes[k].count > 0);
  if (isLarge)
    order.sort((a, b) => classes[a].f1 - classes[b].f1 || a - b).length = Math.min(order.length, mostClasses);
  const scores = scrollTable({
    name: "scores of classes",
    ...(isLarge && { caption: `The ${order.length} classes with the lowest F1` }),
    columns: ["class", "precision", "recall", "F1", "examples"],
    rows: order.map((k) => {
      const { precision, recall, f1, count } = classes[k];
      return [escapeHtml(names[k]), ...[precision, recall, f1].map((share) => share.toFixed(3)), `${count}`];
    }),
  });
  const confusions = isLarge ? frequentConfusions(metrics, names) : matrix(metrics, names);
  return `<h2>Classes</h2>\n${scores}\n<h2>Confusion matrix</h2>\n${confusions}`;
}

/** A row for each class: its examples by the class predicted, shaded by their share. */
function matrix({ confusion, classes }: ClassMetrics, names: readonly string[]): string {
  const table = scrollTable({
    name: "confusion matrix",
    columns: ["class", ...names.map((name) => `→ ${name}`)],
    rows: confusion.map((row, k) => [escapeHtml(names[k]), ...row.map((n) => `${n}`)]),
    attributes: (k, cell) => {
      const n = confusion[k][cell - 1];
      if (n === 0) return "";
      const tone = cell - 1 === k ? "#2a78d6" : "#d1490e";
      return ` style="--tone:${tone};--share:${Number((n / classes[k].count).toFixed(2))}"`;
    },
  });
  const note = "Rows are the classes of the examples, columns those predicted. Right ones are blue, wrong ones red.";
  return `<p class="note">${note}</p>\n<div class="confusion">${table}</div>`;
}

function frequentConfusions({ confusion }: ClassMetrics, names: readonly string[]): string {
  const wrong = confusion.flatMap((row, i) => row.flatMap((n, j) => (i === j || n === 0 ? [] : [{ i, j, n }])));
  wrong.sort((a, b) => b.n - a.n || a.i - b.i || a.j - b.j);
  const rows = wrong.slice(0, mostClasses).map(({ i, j, n }) => [names[i], names[j], `${n}`].map(escapeHtml));
  return scrollTable({
    name: "confusions",
    caption: `The most frequent confusions of ${names.length} classes`,
    columns: ["class", "predicted as", "examples"],
    rows,
  });
}
