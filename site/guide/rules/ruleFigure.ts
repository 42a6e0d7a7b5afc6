import { escapeHtml } from "../../../src/cli/report/svg.ts";
import { writeHash } from "../../lab/hash.ts";
import { pictureOf } from "../../lab/picture.ts";
import type { LabState } from "../../lab/state.ts";
import { summary, treatment } from "../../lab/words.ts";
import { plainRun } from "./plainRun.ts";
import { ruleState } from "./ruleState.ts";
import type { Subject } from "./subjects.ts";

const colours = { paper: "var(--vp-c-bg)", ink: "var(--vp-c-text-1)" };

/** The path of a rule as a picture, which a script replaces by the lab's stage. "" if no function can show the rule. */
export function ruleFigure(subject: Pick<Subject, "name" | "isWrapper" | "inner">): string {
  const state = ruleState(subject);
  if (state === null) return "";
  const run = plainRun(state);
  const rates = run.names.map((name, i) => `${name} ${run.rates[i]}`).join(", ");
  // The stage begins inside the first step; the picture shows the whole path.
  const hash = writeHash({ ...state, t: 1 });
  return [
    `<rule-stepper v-pre rule="${subject.name}" hash="${escapeHtml(hash)}">`,
    `<figure class="paths">${pictureOf(run, state, colours).trim()}`,
    `<figcaption>${escapeHtml(state.surface)}, ${state.steps} steps${escapeHtml(rateText(state, rates))} ${escapeHtml([treatment(state), summary(run, state.t)].join(" ").trim())}</figcaption></figure>`,
    "</rule-stepper>",
  ].join("\n");
}

const rateText = ({ tuning }: LabState, rates: string): string =>
  tuning === "best" ? `, each rule at the best of seven learning rates: ${rates}.` : `, learning rate ${tuning}.`;
