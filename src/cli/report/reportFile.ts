/** @file The file of `--report`, of every command that writes one. */

import { readFileSync } from "node:fs";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { writeOutput } from "../flags/output.ts";
import type { Progress } from "../terminal/progress.ts";
import { descriptionOf } from "./termList.ts";

/** Writes a report. Returns false if that failed, which is reported: the results are not lost. */
export function writeReportFile(file: string, page: string, progress: Progress): boolean {
  try {
    writeOutput(file, page);
    progress.log(`report: ${file}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    progress.problem(error.message);
    return false;
  }
}

/** Returns whether a file is empty, or a report with one of the texts as the description of a term. */
export function isReportOf(file: string, ...texts: readonly string[]): boolean {
  const page = readFileSync(file, "utf8");
  return (
    page === "" || (page.startsWith("<!doctype html>") && texts.some((text) => page.includes(descriptionOf(text))))
  );
}
