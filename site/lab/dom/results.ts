import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { divergenceText, hasDiverged, summary, treatment, valueAt } from "../words.ts";
import { h, scroller, setText } from "./elements.ts";
import { swatch } from "./swatch.ts";

/** Where every rule is at the step shown: a sentence for all, a row for each. */
export function results(isPlaying: () => boolean): View & { element: HTMLElement; sentence: HTMLElement } {
  const sentence = h("p", { id: "summary", className: "summary", attributes: { role: "status" } });
  const body = h("tbody");
  const caption = h("caption");
  const head = ["Rule", "Rate", "f", "x", "y"].map((text) => h("th", { scope: "col" }, text));
  const table = h("table", { className: "results now" }, caption, h("thead", null, h("tr", null, ...head)), body);
  const element = h("div", { className: "panel" }, scroller("Results", table));
  let shownRun: unknown = null;
  let rules: readonly RuleRows[] = [];
  return {
    element,
    sentence,
    render(lab) {
      const { run, state } = lab;
      if (run !== shownRun) {
        rules = run.names.map((_, i) => rowsOf(lab, i));
        body.replaceChildren(...rules.flatMap(({ row, note }) => [row, note]));
        shownRun = run;
      }
      setText(caption, [`Step ${state.t} of ${state.steps}.`, treatment(state)].join(" ").trim());
      for (const [i, path] of run.paths.entries()) {
        const at = 2 * Math.min(state.t, path.last);
        const { f, x, y, note } = rules[i];
        setText(f, short(valueAt(path, state.t)));
        setText(x, coordinate(path.points[at]));
        setText(y, coordinate(path.points[at + 1]));
        // Its space is kept, so that nothing moves when a rule diverges.
        note.classList.toggle("unseen", !hasDiverged(path, state.t));
      }
      // Screen readers hear the sentence when play stops, not at every frame.
      if (!isPlaying()) setText(sentence, summary(run, state.t));
    },
  };
}

/** The row of a rule with its cells, and the note below it, for a rule that diverges. */
interface RuleRows {
  readonly row: HTMLElement;
  readonly f: HTMLElement;
  readonly x: HTMLElement;
  readonly y: HTMLElement;
  readonly note: HTMLElement;
}

function rowsOf({ run, state }: Lab, i: number): RuleRows {
  const choice = state.choices[i];
  const head = h("th", { scope: "row" }, swatch(lookOf(choice, choice.look)), run.names[i]);
  const [f, x, y] = [h("td"), h("td"), h("td")];
  const { diverged } = run.paths[i];
  const words = h("td", { className: "gone-note", colSpan: 5 }, diverged ? divergenceText(run, state, i) : "");
  return {
    row: h("tr", null, head, h("td", null, terse(run.rates[i])), f, x, y),
    f,
    x,
    y,
    note: h("tr", { hidden: !diverged }, words),
  };
}

/** Three decimals, which a frame of a few units shows. */
const coordinate = (x: number): string => (Math.abs(x) < 1000 ? x.toFixed(3) : x.toExponential(1));
