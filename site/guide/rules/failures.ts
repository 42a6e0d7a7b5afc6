import { plainChoices } from "../../lab/choice.ts";
import { htmlTable } from "../html.ts";
import { bowlHead, bowlRows, bowlText } from "./bowlRows.ts";
import { bugHead, bugRows } from "./bugRows.ts";
import { reaches, reachHead, reachText } from "./reaches.ts";
import { noStateText, ruleState } from "./ruleState.ts";
import type { Subject } from "./subjects.ts";

/** The section "When it fails": measured on quadratics and on the functions of the lab when the site is built. */
export function failures(subject: Subject): string[] {
  if (subject.name === "maximize") return ["## When it fails", maximized(subject.inner)];
  const around = subject.isWrapper ? ` Around \`${subject.inner}\`.` : "";
  return [
    "## When it fails",
    `${bowlText}${around}`,
    htmlTable(bowlHead, bowlRows(subject.make("")), "Learning rates at which it converges on quadratics"),
    ...onFunctions(subject),
    ...bugs(subject),
  ];
}

/** Its path on −f has the bits of the inner rule's path on f. So a table would repeat that rule's. */
const maximized = (inner: string): string =>
  `It fails on −f where the rule inside fails on f: its path is the same, bit for bit. Around \`${inner}\` these are the tables of [${inner}](../rules/${inner}.md).`;

function onFunctions(subject: Subject): string[] {
  if (ruleState(subject) === null)
    return [
      `It is not measured on the functions of the lab: ${subject.isWrapper ? "it leaves a vector as it is" : noStateText}.`,
    ];
  const [plain] = plainChoices([subject.isWrapper ? subject.inner : subject.name]);
  const reached = reaches(subject.isWrapper ? { ...plain, wrapper: subject.name } : plain);
  return [
    reachText(reached),
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
    'Each is one line of the rule, as it was in a real program. [The lab](../lab.html#m=find){target="_self"} has them as exercises.',
    `<details><summary>${rows.length === 1 ? "1 bug" : `${rows.length} bugs`}, and the checks that catch them</summary>\n${htmlTable(bugHead, rows, "Known bugs")}\n</details>`,
  ];
}
