import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import type { CurveName } from "../network/netRecord.ts";
import type { NetRun } from "../network/netRun.ts";
import type { NetState } from "../network/netState.ts";
import { evaluateEvery } from "../network/netTraining.ts";
import { axisEnd, curveTable, curveText, curveValue } from "../network/netWords.ts";
import { smooth } from "../network/smooth.ts";
import { SharedCursor } from "../sharedCursor.ts";
import { type Chart, type ChartContent, chart } from "./chart.ts";

interface Shown {
  readonly curve: CurveName;
  readonly caption: string;
  readonly note: string;
  /** Curves that a step at a time makes; others are shown as they are. */
  readonly isNoisy?: true;
  readonly isLoss?: true;
  readonly ends?: readonly [number, number];
  readonly guide?: number;
}

const evaluated = `Evaluated every ${evaluateEvery} steps.`;

const shown: readonly Shown[] = [
  { curve: "testLoss", caption: "Test loss", note: evaluated, isLoss: true },
  { curve: "accuracy", caption: "Test accuracy", note: evaluated, ends: [0, 1] },
  { curve: "trainLoss", caption: "Training loss", note: "Of the batch of each step.", isNoisy: true, isLoss: true },
  {
    curve: "rate",
    caption: "Learning rate as applied",
    note: "Never smoothed. Rules that adapt their own rate multiply it.",
  },
  {
    curve: "gradientNorm",
    caption: "Norm of the gradient, over all weights",
    note: "Of the batch of each step, before clipping.",
    isNoisy: true,
  },
  {
    curve: "updateRatio",
    caption: "Length of the update over length of the weights",
    note: "As the step was made, decay included. The line is a rule of thumb, 10⁻³.",
    isNoisy: true,
    guide: 1e-3,
  },
];

/** Curves of all rules over the steps, with one cursor. A click or an arrow key shows that step. */
export function netCharts(lab: Lab, run: () => NetRun): { elements: HTMLElement[]; show(t: number): void } {
  const cursor = new SharedCursor();
  const charts = shown.map((one): Chart => {
    const content = () => contentOf(one, run(), lab.state.net);
    const { caption, note } = one;
    return chart({ caption, note, cursor, content, onPick: (t) => lab.setNet({ t: Math.min(t, run().last) }) });
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
        one.describe(curveText(run(), shown[i].curve, t));
      }
    },
  };
}

function contentOf(
  { curve, isNoisy, isLoss, ends, guide }: Shown,
  run: NetRun,
  { smoothing, axis, choices }: NetState,
): ChartContent {
  const { records, names, last, done } = run;
  const raw = records.map(({ curves, done, end }) => ({
    values: curves[curve],
    length: done + 1,
    mayLeave: end?.why === "diverged",
  }));
  const series =
    isNoisy && smoothing > 0
      ? raw.flatMap((one) => [
          { ...one, isFaint: true },
          { ...one, values: smooth(one.values, one.length, smoothing) },
        ])
      : raw;
  return {
    series,
    looks: choices.map((choice) => lookOf(choice, choice.look)),
    end: axisEnd(done, last),
    isLinear: ends !== undefined || (isLoss === true && axis === "linear"),
    ...(ends && { ends }),
    ...(guide !== undefined && { guide }),
    readout: {
      position: (at) => `step ${at}`,
      names,
      value: (i, at) => (at > records[i].done ? "–" : curveValue(curve, records[i].curves[curve][at])),
    },
    table: () => curveTable(run, curve),
  };
}
