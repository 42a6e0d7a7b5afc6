import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { Choice } from "../choice.ts";
import { lookOf } from "../look.ts";
import type { NetRun } from "../network/netRun.ts";
import { endOf, percent } from "../network/netWords.ts";
import { h, scroller, setText } from "./elements.ts";
import { swatch } from "./swatch.ts";

/** The loss and the accuracy of every rule at a step, and why a rule ended. */
export function netNumbers(): { element: HTMLElement; restart(run: NetRun): void; show(run: NetRun, t: number): void } {
  const body = h("tbody");
  let rows: ReturnType<typeof rowOf>[] = [];
  return {
    element: h("div", { className: "panel" }, scroller("Losses", lossTable(body))),
    restart({ names, state: { choices } }) {
      rows = choices.map((choice, i) => rowOf(names[i], choice));
      body.replaceChildren(...rows.flatMap(({ elements }) => elements));
    },
    show({ rates, records, state }, t) {
      for (const [i, { curves, end, done }] of records.entries()) {
        const at = Math.min(t, done);
        const losses = [number(curves.trainLoss[at]), number(curves.testLoss[at])];
        const texts = [terse(rates[i]), ...losses, percent(curves.accuracy[at])];
        const { cells, note } = rows[i];
        for (const [k, cell] of cells.entries()) setText(cell, texts[k]);
        setText(note, endOf(end, state));
        note.classList.toggle("gone-note", end?.why === "diverged");
      }
    },
  };
}

/** The row of a rule, and the line below it that says why it ended. Its space is kept, so that nothing moves. */
function rowOf(name: string, choice: Choice) {
  const cells = Array.from({ length: 4 }, () => h("td"));
  const note = h("td", { className: "end-note", colSpan: 5 });
  const head = h("th", { scope: "row" }, swatch(lookOf(choice, choice.look)), name);
  return { elements: [h("tr", null, head, ...cells), h("tr", null, note)], cells, note };
}

function lossTable(body: HTMLElement): HTMLElement {
  const head = ["Rule", "Rate", "Train", "Test", "Right"].map((text) => h("th", { scope: "col" }, text));
  const caption = h("caption", null, "Loss and accuracy at this step");
  return h("table", { className: "results now losses" }, caption, h("thead", null, h("tr", null, ...head)), body);
}

/** The loss before the first step is not known. */
const number = (x: number): string => (Number.isNaN(x) ? "–" : short(x));
