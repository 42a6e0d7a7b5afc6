/** @file The regions where a model of two features predicts each class. */

import { NdArray } from "../../../array/ndArray.ts";
import type { Dataset } from "../../../data/dataset.ts";
import { subset } from "../../../data/subset.ts";
import { argmax } from "../../../nn/argmax.ts";
import type { Module } from "../../../nn/module.ts";
import { outputsOf } from "../../../training/support/outputsOf.ts";
import { classNamesOf } from "../../experiment/objective.ts";
import type { Task } from "../../experiment/tasks.ts";
import { makeAxes } from "../../report/axes.ts";
import { outlines } from "../../report/outlines.ts";
import { lookOf } from "../../report/palette.ts";
import { type Box, picture, px } from "../../report/svg.ts";
import { type Features, rangeOf, standardized } from "./features.ts";

const box: Box = { width: 400, height: 330, left: 40, right: 8, top: 8, bottom: 24 };
const clip = `<clipPath id="frame"><rect x="${box.left}" y="${box.top}" width="${box.width - box.left - box.right}" height="${box.height - box.top - box.bottom}"/></clipPath>`;
const cells = 64;
/** The grid is larger than the frame by this share on each side, and is cut there. */
const margin = 0.03;

export function decisionRegions(model: Module, task: Task, features: Features): string {
  const { points } = features;
  const [xs, ys] = [0, 1].map((i) => rangeOf(points.map((point) => point[i])));
  const { x, y, domain, frame } = makeAxes(box, {
    x: { domain: xs, isLog: false, isRound: true },
    y: { domain: ys, isLog: false },
  });
  const wider = domain.map(([low, high]) => [low - margin * (high - low), high + margin * (high - low)]) as Domain;
  const margins = classMargins(model, gridOf(wider), features);
  // The scale of y ends at the frame; this one does not.
  const [low, high] = domain[1];
  const up = (b: number): number => y(low) + ((b - low) / (high - low)) * (y(high) - y(low));
  const regions = margins.map((values, k) => {
    const [d] = outlines({ values, domain: wider }, [0], (a, b) => [x(a), up(b)]);
    const { colour } = lookOf(k);
    return `<path d="${d}" fill="${colour}" stroke="${colour}" class="region"/>`;
  });
  const shown = subset(
    task.test,
    points.map((_, i) => i),
  ) as Dataset;
  const predicted = argmax(outputsOf("report", model, shown.inputs, 250));
  const marks = points.map(([a, b], i) => {
    const { colour, marker } = lookOf(shown.labels[i]);
    const place = `transform="translate(${px(x(a))},${px(y(b))})"`;
    const ring = predicted[i] === shown.labels[i] ? "" : `<circle r="6.5" ${place} class="wrong"/>`;
    return `<path d="${marker}" ${place} fill="${colour}" class="point"/>${ring}`;
  });
  const wrong = predicted.reduce((count, k, i) => count + (k === shown.labels[i] ? 0 : 1), 0);
  const words = `${points.length} test examples of the classes ${classNamesOf(task).join(", ")}; ${wrong} of them are on the wrong side`;
  return picture(
    box,
    `Decision boundary over ${features.names.join(" and ")}`,
    words,
    `${clip}<g clip-path="url(#frame)">${regions.join("")}</g>${frame}${marks.join("")}`,
  );
}

type Domain = ReturnType<typeof makeAxes>["domain"];

/** The places of a grid in rows from low to high y, columns from low to high x. */
function gridOf([[x0, x1], [y0, y1]]: Domain): number[][] {
  const at = (low: number, high: number, i: number): number => low + ((high - low) * i) / (cells - 1);
  return Array.from({ length: cells * cells }, (_, i) => [at(x0, x1, i % cells), at(y0, y1, Math.floor(i / cells))]);
}

/** For each class its logit less the largest of the others, at each place: above 0 where it is predicted. */
function classMargins(model: Module, places: readonly number[][], { scalings }: Features): number[][] {
  const inputs = new NdArray(Float32Array.from(places.flatMap((place) => standardized(place, scalings))), [
    places.length,
    2,
  ]);
  const { data, shape } = outputsOf("report", model, inputs, 1024);
  const classes = shape[1];
  return Array.from({ length: classes }, (_, k) =>
    places.map((_, n) => {
      let other = -Infinity;
      for (let j = 0; j < classes; j++) if (j !== k) other = Math.max(other, data[n * classes + j]);
      return data[n * classes + k] - other;
    }),
  );
}
