import type { Nearest } from "./nearestForm.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import type { Form } from "./support/candidate.ts";
import { ruleMessage } from "./support/ruleMessage.ts";

export interface RuleReport {
  passed: boolean;
  /** The verdict in a few lines: what it is, each failed check, what was left out. */
  message: string;
  checks: RuleCheck[];
  /** The published form that the subject follows, if it is not the one named and one fits. */
  nearest: Nearest | null;
}

interface Found {
  nearest?: Nearest | null;
  leftOut?: readonly string[];
  form?: Form;
}

/** The report of these checks; `like` is the form that the subject should be, in words. */
export function reportOf(
  like: string,
  checks: RuleCheck[],
  { nearest = null, leftOut = [], form }: Found = {},
): RuleReport {
  const message = ruleMessage({ like, published: publishedBy(form), checks, nearest, leftOut });
  return { passed: checks.every(({ passed }) => passed !== false), message, checks, nearest };
}

function publishedBy(form: Form | undefined): string {
  if (form === undefined) return "";
  const { source, variants } = form.factory.definition;
  const { authors, year } = (form.variant === "" ? source : variants[form.variant].source) ?? {};
  return authors === undefined ? "" : ` (${authors} ${year})`;
}
