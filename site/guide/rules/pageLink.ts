import { ruleState } from "./ruleState.ts";
import type { Subject } from "./subjects.ts";

/** The link from the API of a rule or wrapper to its page, and the content of that page. */
export function pageLink(subject: Pick<Subject, "name" | "isWrapper" | "inner">): string {
  const link = `[Its page](../../${subject.isWrapper ? "wrappers" : "rules"}/${subject.name}.md)`;
  const content = ruleState(subject) === null ? "explains its source line by line" : "shows it step by step";
  return `${link} ${content}.`;
}
