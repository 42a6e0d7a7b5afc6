import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import type { ChartContent } from "../chartContent.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { placeOf, sweep, sweepText, sweptRates, sweptSteps, valueAtPlace } from "../sensitivity.ts";
import { chart } from "./chart.ts";

/** Milliseconds without a change after which the sweep is computed. */
const rest = 150;

/** How far every rule gets at 25 learning rates. A click gives the nearest rule that rate. */
export function rateChart(lab: Lab): View & { element: HTMLElement } {
  let swept: readonly Float64Array[] = [];
  let timer = 0;
  let shown: unknown = null;
  const { element, redraw, showCursor, describe } = chart({
    caption: `f above its lowest value after at most ${sweptSteps} steps, over the learning rate`,
    note: "Marks are the rates on the stage; click the chart to change the nearest. Gaps are rates that diverge.",
    isEmpty: () => lab.state.choices.length === 0,
    content: () => contentOf(lab, swept),
    onPick(at, nearest) {
      const choices = lab.state.choices.map((choice, i) =>
        i === nearest ? { ...choice, settings: { ...choice.settings, lr: sweptRates[at] } } : choice,
      );
      lab.set({ choices });
    },
  });
  showCursor(-1);
  const compute = (): void => {
    swept = sweep(lab.run, lab.state);
    redraw();
    describe(sweepText(lab.run.names, swept));
  };
  return {
    element,
    render({ run }) {
      if (run === shown) return;
      shown = run;
      clearTimeout(timer);
      timer = window.setTimeout(compute, rest);
    },
  };
}

/** The lines of a sweep, with a mark at the rate of every rule on the stage. */
function contentOf({ run, state }: Lab, swept: readonly Float64Array[]): ChartContent {
  const last = sweptRates.length - 1;
  const cell = (value: number): string => (Number.isNaN(value) ? "diverged" : short(value));
  return {
    series: swept.map((values) => ({ values, length: values.length })),
    looks: state.choices.slice(0, swept.length).map((choice) => lookOf(choice, choice.look)),
    end: last,
    ceiling: 10 * ((run.paths[0]?.values[0] ?? 1) - run.surface.minimum),
    labels: sweptRates.flatMap((rate, at) => (at % 4 === 0 ? [{ at, text: terse(rate) }] : [])),
    marks: swept.flatMap((values, series) => {
      const at = placeOf(run.rates[series]);
      const value = valueAtPlace(values, at);
      return at < 0 || at > last || Number.isNaN(value) ? [] : [{ series, at, value }];
    }),
    table: () => ({
      head: ["Rate", ...run.names],
      rows: sweptRates.map((rate, k) => [terse(rate), ...swept.map((values) => cell(values[k]))]),
    }),
  };
}
