import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import type { NetRun } from "../network/netRun.ts";
import type { NetCurves } from "../network/netTraining.ts";
import { curveTable, netSummary } from "../network/netWords.ts";
import { chart } from "./chart.ts";

const shown: readonly { readonly curve: keyof NetCurves; readonly caption: string; readonly note: string }[] = [
  { curve: "testLoss", caption: "Test loss, over the steps", note: "Evaluated every 10 steps." },
  { curve: "gradientNorm", caption: "Norm of the gradient, over all weights", note: "Of the batch that the step saw." },
  {
    curve: "updateRatio",
    caption: "Length of the update over length of the weights",
    note: "As the step was made, decay included. The line is a rule of thumb, 10⁻³.",
  },
];

/** Curves of all rules over the steps. A click shows that step. */
export function netCharts(lab: Lab, run: () => NetRun): { elements: HTMLElement[]; show(t: number): void } {
  const charts = shown.map(({ curve, caption, note }) =>
    chart({
      caption,
      note,
      content: () => ({
        series: run().trainings.map(({ curves, done, problem }) => ({
          values: curve === "testLoss" ? curves.testLoss : curves[curve].subarray(1),
          length: curve === "testLoss" ? done + 1 : done,
          mayLeave: problem !== null,
        })),
        looks: lab.state.net.choices.map((choice) => lookOf(choice, choice.look)),
        end: lab.state.net.steps,
        ...(curve === "updateRatio" && { guide: 1e-3 }),
        table: () => curveTable(run(), curve),
      }),
      onPick: (t) => lab.setNet({ t }),
    }),
  );
  let drawn: readonly unknown[] = [];
  return {
    elements: charts.map(({ element }) => element),
    show(t) {
      const now = [run(), run().done];
      const isNew = now.some((part, i) => part !== drawn[i]);
      drawn = now;
      const words = netSummary(run(), t);
      for (const one of charts) {
        if (isNew) one.redraw();
        one.showCursor(t);
        one.describe(words);
      }
    },
  };
}
