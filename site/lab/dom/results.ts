import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { divergenceText, hasDiverged, summary, valueAt } from "../words.ts";
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
  let cells: HTMLElement[][] = [];
  let notes: HTMLElement[] = [];

  function rebuild({ run, state }: Lab): void {
    cells = run.names.map((_, i) => [h("td", null, terse(run.rates[i])), h("td"), h("td"), h("td")]);
    notes = run.paths.map(({ diverged }, i) => {
      const note = h("td", { className: "gone-note", colSpan: 5 }, diverged ? divergenceText(run, state, i) : "");
      return h("tr", { hidden: !diverged }, note);
    });
    const rows = run.names.flatMap((name, i) => {
      const choice = state.choices[i];
      const head = h("th", { scope: "row" }, swatch(lookOf(choice, choice.look)), name);
      return [h("tr", null, head, ...cells[i]), notes[i]];
    });
    body.replaceChildren(...rows);
  }

  return {
    element,
    sentence,
    render(lab) {
      const { run, state } = lab;
      if (run !== shownRun) rebuild(lab);
      shownRun = run;
      setText(caption, `Step ${state.t} of ${state.steps}`);
      for (const [i, path] of run.paths.entries()) {
        const at = 2 * Math.min(state.t, path.last);
        const [, f, x, y] = cells[i];
        setText(f, short(valueAt(path, state.t)));
        setText(x, coordinate(path.points[at]));
        setText(y, coordinate(path.points[at + 1]));
        // Its space is kept, so that nothing moves when a rule diverges.
        notes[i].classList.toggle("unseen", !hasDiverged(path, state.t));
      }
      // Screen readers hear the sentence when play stops, not at every frame.
      if (!isPlaying()) setText(sentence, summary(run, state.t));
    },
  };
}

/** Three decimals, which a frame of a few units shows. */
const coordinate = (x: number): string => (Math.abs(x) < 1000 ? x.toFixed(3) : x.toExponential(1));
