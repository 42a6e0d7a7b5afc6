/** @file The report of a run. Its page is loaded when it is written, which other runs do without. */

import { writeReportFile } from "../report/reportFile.ts";
import type { Session } from "./session.ts";
import type { TrainSettings } from "./settings.ts";
import type { Result } from "./trainSummary.ts";

const defaultWorst = 10;

/** Writes the report of the weights that were evaluated. Returns false if that failed. */
export async function writeReport(session: Session, settings: TrainSettings, result: Result): Promise<boolean> {
  const { report, command, worst } = settings;
  if (report === null) return true;
  // With early stopping the best weights are in place already. Otherwise rules may evaluate an average.
  if (session.stopping === null) session.experiment.optimizer.eval();
  const { trainingReport } = await import("./report/trainingReport.ts");
  const page = trainingReport({ session, result, command, worst: worst ?? defaultWorst });
  return writeReportFile(report, page, session.progress);
}
