/** @file The output of a comparison: a table or JSON on stdout, and the report. */

import { checkOutput } from "../flags/output.ts";
import { isReportOf, writeReportFile } from "../report/reportFile.ts";
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
  return report === null || writeReportFile(report, reportPage(comparison, timing), progress);
}

const withoutTimes = (key: string, value: unknown): unknown => (key === "seconds" ? undefined : value);
