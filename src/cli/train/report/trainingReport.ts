/** @file The page of `train --report`: self-contained, the same bytes for the same run, readable without scripts. */

import { htmlPage } from "../../report/htmlPage.ts";
import { escapeHtml } from "../../report/svg.ts";
import { printable } from "../../terminal/printable.ts";
import type { Session } from "../session.ts";
import { type Result, verdict } from "../trainSummary.ts";
import { confusionSection } from "./confusionSection.ts";
import { curvesSection } from "./curvesSection.ts";
import { fitSection } from "./fitSection.ts";
import { howItWasMade } from "./howItWasMade.ts";
import { metricsSection } from "./metricsSection.ts";
import { reportStyle } from "./reportStyle.ts";
import { worstSection } from "./worstSection.ts";

export interface TrainingReport {
  session: Pick<Session, "experiment" | "history">;
  result: Result;
  /** The command line that made the run. */
  command: string;
  /** The number of worst examples to show. */
  worst: number;
}

/** Call it while the model has the weights that were evaluated. */
export function trainingReport(report: TrainingReport): string {
  const { result } = report;
  const title = `${result.optimizer} on ${result.task}`;
  const sections = [
    metricsSection(report),
    curvesSection(report),
    ...(result.metrics === null ? [] : [confusionSection(report), fitSection(report), worstSection(report)]),
    howItWasMade(report),
  ];
  const lead = `${result.ending}: ${verdict(result)}`;
  return htmlPage(
    printable(title),
    `<p class="lead">${escapeHtml(printable(lead))}</p>\n${sections.filter((text) => text !== "").join("\n")}`,
    reportStyle,
  );
}
