import { short } from "../../../src/cli/terminal/numbers.ts";
import { type Curvature, curvatureNote, curvatureOf, curvatureText } from "../curvature.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { tableSteps } from "../tableSteps.ts";
import { chart } from "./chart.ts";
import { h, setText } from "./elements.ts";

/** Milliseconds without a change after which the curvature is measured. */
const rest = 200;

/** The largest curvature along every path, over the rule's bound. A click shows that step. */
export function curvatureChart(lab: Lab, isPlaying: () => boolean): View & { element: HTMLElement } {
  let all: Curvature[] = [];
  let timer = 0;
  let shown: unknown = null;
  let told = -1;
  const numbers = h("p", { className: "hint" });
  const { element, redraw, showCursor, describe } = chart({
    caption: "Largest curvature over its bound, over the steps",
    note: curvatureNote,
    content: () => ({
      series: all.map(({ ratios }) => ({ values: ratios, length: ratios.length })),
      looks: lab.state.choices.slice(0, all.length).map((choice) => lookOf(choice, choice.look)),
      end: lab.state.steps,
      guide: 1,
      table: () => ({
        head: ["Step", ...lab.run.names.slice(0, all.length)],
        rows: tableSteps(lab.state.steps).map((t) => [`${t}`, ...all.map(({ eigenvalues }) => cell(eigenvalues[t]))]),
      }),
    }),
    onPick: (t) => lab.set({ t }),
  });
  element.insertBefore(numbers, element.lastChild);
  const say = (t: number): void => {
    const text = curvatureText(lab.run.names, all, t);
    setText(numbers, text);
    describe(text);
    told = t;
  };
  /** Measures one rule at a time, so that the page stays responsive. */
  const measure = (run: unknown): void => {
    if (run !== lab.run) return;
    if (all.length < lab.state.choices.length) {
      all.push(curvatureOf(lab.run, lab.state, all.length));
      timer = window.setTimeout(() => measure(run), 0);
      return;
    }
    redraw();
    say(lab.state.t);
  };
  return {
    element,
    render({ run, state }) {
      if (run !== shown) {
        shown = run;
        all = [];
        told = -1;
        clearTimeout(timer);
        timer = window.setTimeout(() => measure(run), rest);
      }
      showCursor(state.t);
      if (!isPlaying() && state.t !== told && all.length === state.choices.length) say(state.t);
    },
  };
}

const cell = (value: number): string => (Number.isNaN(value) ? "none" : short(value));
