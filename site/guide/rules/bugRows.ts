import { escapeHtml } from "../../../src/cli/report/svg.ts";
import { knownBugs } from "../../../src/testing/identify/knownBugs.ts";
import { bugText } from "../../lab/bugs.ts";
import { caughtText, checksOfBug } from "../../lab/find/grading.ts";
import { inlineHtml } from "../html.ts";

export const bugHead: readonly string[] = ["bug", "the line as it is there", "caught by"];

/** Rows of a table: a bug that programs had, its line, and the checks of the library that notice it. */
export const bugRows = (rule: string): string[][] =>
  knownBugs
    .filter((bug) => bug.rule === rule)
    .map((bug) => [
      inlineHtml(bugText(bug)),
      `<code>${escapeHtml(bug.replace.replace(/\s+/g, " ").trim())}</code>`,
      inlineHtml(caughtText(checksOfBug(bug))),
    ]);
