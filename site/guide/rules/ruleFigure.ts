import { escapeHtml } from "../../../src/cli/report/svg.ts";
import { writeHash } from "../../lab/hash.ts";
import { pictureOf } from "../../lab/picture.ts";
import { summary } from "../../lab/words.ts";
import { plainRun } from "./plainRun.ts";
import { ruleState } from "./ruleState.ts";

const colours = { paper: "var(--vp-c-bg)", ink: "var(--vp-c-text-1)" };

/** The path of a rule as a picture, which a script replaces by the lab's stage. "" if no function can show the rule. */
export function ruleFigure(rule: string): string {
  const state = ruleState(rule);
  if (state === null) return "";
  const run = plainRun(state);
  const rates = run.names.map((name, i) => `${name} ${run.rates[i]}`).join(", ");
  // The stage begins inside the first step; the picture shows the whole path.
  const hash = writeHash({ ...state, t: 1 });
  return [
    `<rule-stepper v-pre rule="${rule}" hash="${escapeHtml(hash)}">`,
    `<figure class="paths">${pictureOf(run, state, colours).trim()}`,
    `<figcaption>${escapeHtml(state.surface)}, ${state.steps} steps, each rule at the best of seven learning rates: ${escapeHtml(rates)}. ${escapeHtml(summary(run, state.t))}</figcaption></figure>`,
    "</rule-stepper>",
  ].join("\n");
}
