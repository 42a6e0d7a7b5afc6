import { libraryChecks } from "../../../src/testing/claimChecks.ts";
import type { RuleCheck } from "../../../src/testing/ruleCheck.ts";
import { subjectNamed } from "../../../src/testing/subjectNamed.ts";
import { inlineHtml } from "../html.ts";

/** Rows of a table of checks: the statement, its measured error, and the bound. The rule's own claims come first. */
export function claimRows(name: string): { own: string[][]; shared: string[][] } {
  const count = subjectNamed(name).claims.length;
  const checks = libraryChecks(name, "");
  const failed = checks.find(({ passed }) => passed === false);
  if (failed !== undefined) throw new Error(`site: ${name}: "${failed.name}" fails: ${failed.problem}`);
  return { own: checks.slice(0, count).map(row), shared: checks.slice(count).map(row) };
}

const row = ({ name, measured, bound }: RuleCheck): string[] => [inlineHtml(name), number(measured), number(bound)];

const number = (x: number | null): string => (x === null ? "" : x === 0 ? "0" : x.toExponential(1));
