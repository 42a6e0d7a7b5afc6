/** @file The file of `--report`. Its page is loaded when it is written, which other runs do without. */

import { readFileSync } from "node:fs";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { writeOutput } from "../flags/output.ts";
import { escapeHtml } from "../report/svg.ts";
import { runMark } from "./runMark.ts";
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
  try {
    writeOutput(report, trainingReport({ session, result, command, worst: worst ?? defaultWorst }));
    session.progress.log(`report: ${report}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    session.progress.problem(error.message);
    return false;
  }
}

/** Returns whether a file is empty, or a report of the same command or of the run that is resumed. */
export function isReportOf(file: string, command: string, run: Pick<Session, "experiment" | "history">): boolean {
  const text = readFileSync(file, "utf8");
  const has = (said: string): boolean => text.includes(`<dd>${escapeHtml(said)}</dd>`);
  return text === "" || (text.startsWith("<!doctype html>") && (has(command) || has(runMark(run))));
}
