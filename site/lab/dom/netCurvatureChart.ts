import { short } from "../../../src/cli/terminal/numbers.ts";
import { curvatureNote, curvatureText } from "../curvature.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import { NetCurvature } from "../network/netCurvature.ts";
import type { NetRun } from "../network/netRun.ts";
import { tableSteps } from "../tableSteps.ts";
import { chart } from "./chart.ts";
import { h, setText } from "./elements.ts";

/** The largest curvature of the training loss along every training, over the rule's bound; measured on request. */
export function netCurvatureChart(lab: Lab, run: () => NetRun): { element: HTMLElement; show(t: number): void } {
  let found: NetCurvature | null = null;
  let isWaiting = false;
  let step = 0;
  const button = h("button", { type: "button" }, "Measure the curvature");
  const words = h("p", { className: "hint", attributes: { role: "status" } });
  const { element, redraw, showCursor, describe } = chart({
    caption: "Largest curvature of the training loss over its bound",
    note: `${curvatureNote} A batch smaller than the data keeps a training below the line.`,
    content: () => ({
      series: (found?.all ?? []).map(({ ratios }) => ({ values: ratios, length: ratios.length })),
      looks: lab.state.net.choices.map((choice) => lookOf(choice, choice.look)),
      end: lab.state.net.steps,
      guide: 1,
      table,
    }),
    onPick: (t) => lab.setNet({ t }),
  });
  const table = () => ({
    head: ["Step", ...run().names],
    rows: tableSteps(lab.state.net.steps).map((t) => [
      `${t}`,
      ...(found?.all ?? []).map(({ eigenvalues }) => (Number.isNaN(eigenvalues[t]) ? "none" : short(eigenvalues[t]))),
    ]),
  });
  element.insertBefore(h("div", { className: "row wrap" }, button, words), element.lastChild);
  const say = (text: string): void => {
    setText(words, text);
    describe(text);
  };
  /** Measures one place, then lets the page work. */
  const measure = (): void => {
    isWaiting = false;
    if (found === null || found.run !== run()) return;
    const isNew = found.measure();
    if (isNew) measureSoon();
    redraw();
    say(isNew ? "Measuring …" : curvatureText(found.run.names, found.at(step), step));
  };
  const measureSoon = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    window.setTimeout(measure, 0);
  };
  button.addEventListener("click", () => {
    const next = new NetCurvature(run());
    if (next.refusal !== null) return say(`The curvature ${next.refusal}.`);
    found = next;
    button.hidden = true;
    measureSoon();
  });
  return {
    element,
    show(t) {
      showCursor(t);
      step = t;
      if (found !== null && found.run !== run()) {
        found = null;
        button.hidden = false;
        redraw();
        say("");
      } else if (found !== null) measureSoon();
    },
  };
}
