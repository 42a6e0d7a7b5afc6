import { scaleLinear, scaleLog } from "d3-scale";
import { type Box, linePath, tickText } from "../../src/cli/report/svg.ts";
import { decimate } from "./decimate.ts";
import type { Look } from "./look.ts";

export interface Series {
  /** Entry i belongs to position i of the axis. */
  readonly values: ArrayLike<number>;
  /** The number of entries that count. */
  readonly length: number;
  /** True where the series may leave the chart at the top: it does not stretch the axis. */
  readonly mayLeave?: boolean;
  /** True for values as measured, behind their smoothed curve, and for those of a pinned run. */
  readonly isFaint?: boolean;
  /** Default: that of the chart for this series. */
  readonly look?: Look;
}

/** The vertical axis of a chart. */
export interface ValueAxis {
  /** Default: logarithmic. */
  readonly isLinear?: boolean;
  /** Values above it do not stretch the axis. */
  readonly ceiling?: number;
  /** The ends of the axis; without them those of the values. */
  readonly ends?: readonly [low: number, high: number];
}

export interface ChartTick {
  readonly at: number;
  readonly text: string;
}

/** A chart in pixels: one path for each series. */
export interface ChartModel {
  readonly lines: readonly string[];
  readonly xTicks: readonly ChartTick[];
  readonly yTicks: readonly ChartTick[];
  x(position: number): number;
  y(value: number): number;
  /** The series whose line is nearest to a pixel, at a position. */
  nearest(position: number, pixel: number): number;
  /** The position under a pixel, within the axis. */
  positionAt(pixel: number): number;
}

const decades = 12;

/** Lays out series over positions 0 to `end`. */
export function chartModel(series: readonly Series[], end: number, box: Box, axis: ValueAxis = {}): ChartModel {
  const { width, height, left, right, top, bottom } = box;
  const { isLinear = false, ceiling = Infinity, ends } = axis;
  const x = scaleLinear([0, Math.max(1, end)], [left, width - right]);
  const y = (isLinear ? scaleLinear : scaleLog)(ends ?? domainOf(series, ceiling), [height - bottom, top]);
  if (ends === undefined) y.nice();
  const [lowest, highest] = y.domain();
  const heightOf = (value: number): number =>
    y(Math.min(Math.max(value, lowest), isLinear ? 2 * highest - lowest : 10 * highest));
  const lines = series.map(({ values, length }) =>
    linePath(
      decimate(values, length, Math.ceil(width)).map((i) => [
        x(i),
        Number.isNaN(values[i]) ? Number.NaN : heightOf(values[i]),
      ]),
    ),
  );
  return {
    lines,
    x,
    y: heightOf,
    nearest(position, pixel) {
      const distances = series.map(({ values, length }) =>
        position < length ? Math.abs(heightOf(values[position]) - pixel) : Number.NaN,
      );
      return distances.reduce((best, d, i) => (d < distances[best] || Number.isNaN(distances[best]) ? i : best), 0);
    },
    xTicks: x
      .ticks(5)
      .filter(Number.isInteger)
      .map((value) => ({ at: x(value), text: `${value}` })),
    yTicks: isLinear
      ? y.ticks(4).map((value) => ({ at: y(value), text: `${value}` }))
      : powers(lowest, highest).map((value) => ({ at: y(value), text: tickText(value) })),
    positionAt: (pixel) => Math.round(Math.min(Math.max(x.invert(pixel), 0), end)),
  };
}

/** The ends of the values that the axis must hold, at most twelve powers of ten apart. */
function domainOf(series: readonly Series[], ceiling: number): [low: number, high: number] {
  const kept = series.filter(({ mayLeave }) => !mayLeave);
  const drawn = (kept.length > 0 ? kept : series).flatMap(({ values, length }) =>
    Array.from({ length }, (_, i) => values[i]).filter((value) => value > 0 && value <= ceiling && value < Infinity),
  );
  if (drawn.length === 0) return [0.1, 1];
  const high = drawn.reduce((a, b) => Math.max(a, b), Number.MIN_VALUE);
  const low = Math.max(
    drawn.reduce((a, b) => Math.min(a, b), high),
    high / 10 ** decades,
  );
  return low < high ? [low, high] : [low / 10, high];
}

/** At most five powers of ten between two of them. */
function powers(low: number, high: number): number[] {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const every = Math.max(1, Math.ceil((to - from) / 4));
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
}
