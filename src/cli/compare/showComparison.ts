/** @file The output of a comparison: a table or JSON on stdout, and the report. */

import { readFileSync } from "node:fs";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { escapeHtml } from "../report/svg.ts";
import type { Progress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Comparison } from "./comparison.ts";
import { leaderboard } from "./leaderboard.ts";
import { reportPage } from "./report/page.ts";

/** How a comparison is shown. */
export interface OutputSettings {
  report: string | null;
  overwrite: boolean;
  /** Times of runs are shown too, which differ every time. */
  timing: boolean;
  json: boolean;
}

/** Throws UsageError if the report cannot be written, or would replace anything but a report of the same comparison. */
export function checkReport(
  { report, overwrite }: OutputSettings,
  command: string,
  inputs: Record<string, string>,
): void {
  if (report === null) return;
  checkOutput("report", report, { overwrite, inputs, isOwn: (file) => isReportOf(file, command) });
}

/** Prints the comparison and writes the report; returns false if the report could not be written. */
export function showComparison(
  comparison: Comparison,
  { report, timing, json }: OutputSettings,
  { stdout }: Terminal,
  progress: Progress,
): boolean {
  stdout.write(
    `${json ? JSON.stringify(comparison, timing ? undefined : withoutTimes) : leaderboard(comparison, timing)}\n`,
  );
  return report === null || writeReport(report, comparison, timing, progress);
}

const withoutTimes = (key: string, value: unknown): unknown => (key === "seconds" ? undefined : value);

/** Writes the report. A failure is reported; the results are on stdout already. */
function writeReport(file: string, comparison: Comparison, timing: boolean, progress: Progress): boolean {
  try {
    writeOutput(file, reportPage(comparison, timing));
    progress.log(`report: ${file}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    progress.problem(error.message);
    return false;
  }
}

/** True if the file is empty or a report of the same comparison. */
function isReportOf(file: string, command: string): boolean {
  const text = readFileSync(file, "utf8");
  return text === "" || (text.startsWith("<!doctype html>") && text.includes(`<dd>${escapeHtml(command)}</dd>`));
}
