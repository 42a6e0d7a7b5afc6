import type { Lab } from "../lab.ts";
import { netCurveContent, netCurves } from "../network/netCurves.ts";
import type { NetRun } from "../network/netRun.ts";
import { curveText } from "../network/netWords.ts";
import { SharedCursor } from "../sharedCursor.ts";
import { type Chart, chart } from "./chart.ts";

/** Curves of all rules over the steps, with one cursor. A click or an arrow key shows that step. */
export function netCharts(lab: Lab, run: () => NetRun): { elements: HTMLElement[]; show(t: number): void } {
  const cursor = new SharedCursor();
  const charts = netCurves.map((one): Chart => {
    const isEmpty = () => lab.state.net.choices.length === 0;
    const content = () => netCurveContent(one, run(), lab.state.net);
    const { caption, note } = one;
    return chart({
      caption,
      note,
      cursor,
      isEmpty,
      content,
      onPick: (t) => lab.setNet({ t: Math.min(t, run().last) }),
    });
  });
  let drawn: readonly unknown[] = [];
  return {
    elements: charts.map(({ element }) => element),
    show(t) {
      const { smoothing, axis } = lab.state.net;
      const now = [run(), run().done, smoothing, axis];
      const isNew = now.some((part, i) => part !== drawn[i]);
      drawn = now;
      for (const [i, one] of charts.entries()) {
        if (isNew) one.redraw();
        one.showCursor(t);
        one.describe(curveText(run(), netCurves[i].curve, t));
      }
    },
  };
}
