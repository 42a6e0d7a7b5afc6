import { bugs } from "../../generated/bugs.ts";
import type { Rule } from "../../optim/rule.ts";
import { type BugData, bugData } from "./bugData.ts";

/** A bug that programs had, with its loop. */
export interface KnownBug extends BugData {
  /** The line of the rule's file that is wrong. */
  readonly file: string;
  readonly line: number;
  /** The broken functions of the rule. */
  readonly form: Partial<Pick<Rule, "init" | "update">>;
}

/** Bugs that programs had, as data: what is wrong, where, and the loop that is wrong in the same way. */
export const knownBugs: readonly KnownBug[] = /* @__PURE__ */ bugData.map((data) => ({ ...data, ...bugs[data.name] }));
