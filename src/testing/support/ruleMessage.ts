import type { Nearest } from "../nearestForm.ts";
import type { RuleCheck } from "../ruleCheck.ts";

const shown = 4;

interface Parts {
  /** The form named, as `adam` or `adam, variant mlx`. */
  like: string;
  /** Its authors and year, or "". */
  published: string;
  checks: readonly RuleCheck[];
  nearest: Nearest | null;
  leftOut: readonly string[];
}

/** The verdict in words: what it is, the first failed checks, and what was left out. */
export function ruleMessage({ like, published, checks, nearest, leftOut }: Parts): string {
  const failed = checks.filter(({ passed }) => passed === false);
  const tested = checks.filter(({ passed }) => passed !== null);
  const lines = [
    headline(`${like}${published}`, failed.length, tested.length, nearest),
    ...failed.slice(0, shown).map((check) => `  WRONG  ${checkText(check)}`),
    ...(failed.length > shown ? [`  and ${failed.length - shown} more`] : []),
    ...checks
      .filter(({ passed, measured }) => passed === null && measured === null)
      .map(({ name }) => `  note   ${name}`),
    ...(leftOut.length > 0 ? [`  ${leftOutText(leftOut)}`] : []),
  ];
  return lines.join("\n");
}

function headline(like: string, failed: number, tested: number, nearest: Nearest | null): string {
  if (failed === 0) return `this is ${like}: ${tested} checks passed`;
  if (nearest === null) return `this is not ${like}: ${failed} of ${tested} checks failed`;
  const note = nearest.note === "" ? "" : ` (${nearest.note.replace(/\.$/, "")})`;
  return `this is ${nearest.words}${note}; it must be ${like}: ${failed} of ${tested} checks failed`;
}

/** One check as a line: its name, the numbers and the problem. */
function checkText({ name, measured, bound, problem }: RuleCheck): string {
  const numbers = measured === null || bound === null ? "" : ` (${short(measured)}, at most ${short(bound)})`;
  return `${name}${numbers}${problem === null ? "" : `: ${problem}`}`;
}

const short = (x: number): string => (Number.isFinite(x) ? x.toExponential(1) : `${x}`);

const leftOutText = (titles: readonly string[]): string =>
  titles.length === 1
    ? `left out: ${titles[0]}`
    : `left out: ${titles.length} claims that set hyperparameters which it does not take`;
