/** @file A number predicted from one feature, as a curve over the test examples. */

import { NdArray } from "../../../array/ndArray.ts";
import type { RegressionDataset } from "../../../data/dataset.ts";
import type { Module } from "../../../nn/index.ts";
import { outputsOf } from "../../../training/support/outputsOf.ts";
import type { Task } from "../../experiment/tasks.ts";
import { makeAxes } from "../../report/axes.ts";
import { lookOf } from "../../report/palette.ts";
import { type Box, linePath, picture, px } from "../../report/svg.ts";
import { type Features, rangeOf, standardized } from "./features.ts";

const box: Box = { width: 400, height: 270, left: 46, right: 8, top: 8, bottom: 24 };
const samples = 200;

export function fittedCurve(model: Module, { test, preprocessing }: Task, features: Features): string {
  const { points, scalings, names } = features;
  const inUnits = (values: ArrayLike<number>): number[] => Array.from(preprocessing?.invert(values) ?? values);
  const targets = inUnits((test as RegressionDataset).targets.data.subarray(0, points.length));
  const [low, high] = rangeOf(points.map(([x]) => x));
  const xs = Array.from({ length: samples }, (_, i) => low + ((high - low) * i) / (samples - 1));
  const inputs = new NdArray(
    Float32Array.from(xs, (x) => standardized([x], scalings)[0]),
    [samples, 1],
  );
  const predicted = inUnits(outputsOf("report", model, inputs, samples).data);
  const { x, y, frame } = makeAxes(box, {
    x: { domain: [low, high], isLog: false, isRound: true },
    y: { domain: rangeOf([...targets, ...predicted].filter(Number.isFinite)), isLog: false },
  });
  const marks = points.map(([a], i) => `<circle cx="${px(x(a))}" cy="${px(y(targets[i]))}" r="2" fill="var(--grey)"/>`);
  const { colour } = lookOf(0);
  const line = linePath(predicted.map((value, i) => [x(xs[i]), y(value)]));
  const words = `${points.length} test examples, and the prediction for every value of ${names[0]}`;
  return picture(
    box,
    `${names[1]} over ${names[0]}`,
    words,
    `${frame}${marks.join("")}<path d="${line}" stroke="${colour}" class="own"/>`,
  );
}
