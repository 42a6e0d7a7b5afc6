import { pictureOf } from "../../lab/picture.ts";
import { plainRun } from "./plainRun.ts";
import { noStateText, ruleState } from "./ruleState.ts";
import { type Subject, subjects } from "./subjects.ts";

/** The page that shows the path of every rule, and its pictures by the paths that it names. */
export function galleryPage(): { page: string; pictures: Readonly<Record<string, string>> } {
  const shown = subjects.filter((one) => !one.isWrapper && ruleState(one) !== null);
  const others = subjects.filter(({ isWrapper }) => !isWrapper).filter((one) => !shown.includes(one));
  const items = shown.map(({ name }) => `[![The path of ${name}](/paths/${name}.svg) ${name}](./${name}.md)`);
  const page = [
    "---\naside: false\npageClass: wide\n---",
    "# Every rule at a glance",
    "Each picture shows 300 steps of a rule beside gradient descent (blue) on the Rosenbrock function. Every rule has the best of seven learning rates. Choose a picture to step through the rule.",
    '<div class="gallery">',
    ...items,
    "</div>",
    `These have no picture: ${others.map(({ name }) => `[${name}](./${name}.md)`).join(", ")}. In them ${noStateText}.\n`,
  ].join("\n\n");
  return { page, pictures: Object.fromEntries(shown.map((one) => [`paths/${one.name}.svg`, pathPicture(one)])) };
}

function pathPicture(subject: Subject): string {
  const state = ruleState(subject);
  if (state === null) throw new Error(`site: ${subject.name} must have a path`);
  return pictureOf(plainRun(state), state);
}
