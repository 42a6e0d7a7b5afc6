/** @file The axes of a chart: scales, and a frame of grid lines with their labels. */

import { scaleLinear, scaleLog } from "d3-scale";
import { type Box, label, px, tickText } from "./svg.ts";

export interface Axis {
  domain: readonly [low: number, high: number];
  isLog: boolean;
  /** Widens the scale of x to round numbers, as that of y is. */
  isRound?: boolean;
}

type Scale = (value: number) => number;

export interface Axes {
  x: Scale;
  y: Scale;
  /** The ends of both scales, as widened. */
  domain: [x: [low: number, high: number], y: [low: number, high: number]];
  /** Lines, ticks and their labels. */
  frame: string;
}

/** Widens the scale of y to round numbers. Values outside, such as 0 on a logarithmic axis, become NaN or its ends. */
export function makeAxes(box: Box, { x: xAxis, y: yAxis }: { x: Axis; y: Axis }): Axes {
  const range = [box.left, box.width - box.right];
  const y = (yAxis.isLog ? scaleLog : scaleLinear)(yAxis.domain, [box.height - box.bottom, box.top]).clamp(true);
  if (yAxis.isLog) y.nice();
  else y.nice(3);
  const { domain } = xAxis;
  const x = xAxis.isLog ? scaleLog(domain, range) : scaleLinear(domain, range);
  const yTicks = yAxis.isLog ? decades(y.domain()) : y.ticks(3);
  if (xAxis.isRound) x.nice(4);
  // Linear ticks share their digits: 0.0010, 0.0015.
  const yText = yAxis.isLog ? tickText : y.tickFormat(3, brief(y.domain()));
  const xText = xAxis.isRound ? x.tickFormat(4, brief(x.domain())) : tickText;
  const xTicks = xAxis.isRound ? x.ticks(4) : xAxis.isLog ? powersBetween(domain[0], domain[1]) : thirds(domain);
  const grid = yTicks.map((t) => `<path d="M${px(range[0])},${px(y(t))}H${px(range[1])}" class="grid"/>`).join("");
  const yLabels = yTicks.map((t) => label(box.left - 5, y(t) + 4, "y", yText(t))).join("");
  const xLabels = xTicks.map((t, i) => label(x(t), box.height - 8, edge(i, xTicks.length), xText(t))).join("");
  const isDrawn = (value: number): boolean => Number.isFinite(value) && (value > 0 || !yAxis.isLog);
  return {
    x,
    y: (value) => (isDrawn(value) ? y(value) : Number.NaN),
    domain: [ends(x), ends(y)],
    frame: grid + yLabels + xLabels,
  };
}

/** Short texts of numbers: 200k, 5e-6. */
function brief(domain: readonly number[]): string | undefined {
  const most = Math.max(...domain.map(Math.abs));
  return most >= 1e5 ? "~s" : most < 1e-3 ? "~e" : undefined;
}

const ends = (scale: { domain(): number[] }): [number, number] => [scale.domain()[0], scale.domain()[1]];

/** The ends and the middle. */
const thirds = ([low, high]: readonly number[]): number[] => [...new Set([low, Math.round((low + high) / 2), high])];

/** At most four powers of ten. */
function decades([bottom, top]: readonly number[]): number[] {
  const count = Math.round(Math.log10(top / bottom));
  const every = Math.ceil(count / 3);
  return Array.from({ length: Math.floor(count / every) + 1 }, (_, i) => bottom * 10 ** (i * every));
}

/** The outer labels stay inside the picture. */
const edge = (i: number, n: number): string => (i === 0 ? "x first" : i === n - 1 ? "x last" : "x");

/** At most four powers of ten, or the ends where there are fewer than two. */
function powersBetween(low: number, high: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  if (to <= from) return [low, high];
  const every = Math.ceil((to - from) / 3);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
}
