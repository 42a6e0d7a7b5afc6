import { short } from "../../../src/cli/terminal/numbers.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { pinnedHeights } from "../pin.ts";
import { tableSteps } from "../tableSteps.ts";
import { summary } from "../words.ts";
import { chart } from "./chart.ts";

/** f above its lowest value over the steps, for every rule. A click shows that step. */
export function lossChart(lab: Lab, isPlaying: () => boolean): View & { element: HTMLElement } {
  const heights = () =>
    lab.run.paths.map(({ values, last, diverged }) => ({
      values: values.map((value) => value - lab.run.surface.minimum),
      length: last + 1,
      mayLeave: diverged,
    }));
  function table() {
    const series = heights();
    const cell = (t: number) => series.map(({ values, length }) => (t < length ? short(values[t]) : "diverged"));
    return { head: ["Step", ...lab.run.names], rows: tableSteps(lab.state.steps).map((t) => [`${t}`, ...cell(t)]) };
  }
  const { element, redraw, showCursor, describe } = chart({
    caption: "f above its lowest value, over the steps",
    isEmpty: () => lab.state.choices.length === 0,
    content: () => ({
      series: [...heights(), ...pinnedHeights(lab.state)],
      looks: lab.state.choices.map((choice) => lookOf(choice, choice.look)),
      end: lab.state.steps,
      table,
    }),
    onPick: (t) => lab.set({ t }),
  });
  let shown: readonly unknown[] = [];
  return {
    element,
    render({ run, state }) {
      const now = [run, state.pin];
      if (now.some((part, i) => part !== shown[i])) redraw();
      shown = now;
      showCursor(state.t);
      if (!isPlaying()) describe(summary(run, state.t));
    },
  };
}
