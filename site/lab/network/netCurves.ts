/** @file The curves of networks that are charts. */
import type { ChartContent } from "../chartContent.ts";
import { lookOf } from "../look.ts";
import type { CurveName } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";
import { evaluateEvery } from "./netTraining.ts";
import { axisEnd, curveTable, curveValue } from "./netWords.ts";
import { smooth } from "./smooth.ts";

/** A curve that the page draws. */
export interface NetCurve {
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

export const netCurves: readonly NetCurve[] = [
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

/** A curve of every rule, as a chart draws it. */
export function netCurveContent(
  { curve, isNoisy, isLoss, ends, guide }: NetCurve,
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
