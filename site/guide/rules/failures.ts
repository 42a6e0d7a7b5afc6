import { plainChoices } from "../../lab/choice.ts";
import { sweptRates } from "../../lab/sensitivity.ts";
import { htmlTable } from "../html.ts";
import { bowlHead, bowlRows } from "./bowlRows.ts";
import { mostSteps } from "./bowls.ts";
import { bugHead, bugRows } from "./bugRows.ts";
import { reaches, reachHead, reachText } from "./failureRows.ts";
import { ruleState } from "./ruleState.ts";
import type { Subject } from "./subjects.ts";

/** The section "When it fails": measured on quadratics and on the functions of the lab when the site is built. */
export function failures(subject: Subject): string[] {
  const around = subject.isWrapper ? ` Around \`${subject.inner}\`.` : "";
  return [
    "## When it fails",
    `On quadratics of 16 weights with curvatures from 0.01 to 1: the fewest steps to a ten-thousandth of f over ${sweptRates.length} learning rates from 1e-5 to 10, and the largest rate with less than that left after ${mostSteps} steps. Plain gradient descent converges below 2.${around}`,
    htmlTable(bowlHead, bowlRows(subject.make("")), "Learning rates at which it converges on quadratics"),
    ...onFunctions(subject),
    ...bugs(subject),
  ];
}

function onFunctions(subject: Subject): string[] {
  if (ruleState(subject) === null) return ["No function of two numbers shows it."];
  const [plain] = plainChoices([subject.isWrapper ? subject.inner : subject.name]);
  const reached = reaches(subject.isWrapper ? { ...plain, wrapper: subject.name } : plain);
  return [
    `${reachText(reached)} A path stalls where more than a tenth of the height is left at the best of the rates.`,
    htmlTable(
      reachHead,
      reached.map(({ cells }) => cells),
      "Functions on which it converges, stalls or diverges",
    ),
  ];
}

function bugs({ name, isWrapper }: Subject): string[] {
  const rows = isWrapper ? [] : bugRows(name);
  if (rows.length === 0) return [];
  return [
    "### Bugs that programs had",
    'Each is one line of the rule, wrong in the way of a real program. [The lab](../lab.html#m=find){target="_self"} has them as exercises.',
    `<details><summary>${rows.length === 1 ? "1 bug" : `${rows.length} bugs`}, and the checks that catch them</summary>\n${htmlTable(bugHead, rows, "Known bugs")}\n</details>`,
  ];
}
