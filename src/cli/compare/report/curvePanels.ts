/** @file One small chart for every rule: its curve with its band, and in grey the curves of all others. */

import { quantile } from "../../../math/quantile.ts";
import { type Spread, spread } from "../../../math/spread.ts";
import { type Axes, makeAxes } from "../../report/axes.ts";
import { fromTo } from "../../report/fromTo.ts";
import { lookOf } from "../../report/palette.ts";
import { type Box, bandPath, breakable, linePath, picture, px } from "../../report/svg.ts";

export interface Panel {
  name: string;
  /** One number per point for each seed. */
  runs: readonly (readonly number[])[];
  /** A point to mark: its position in x. */
  marked?: number;
}

export interface Chart {
  /** Names the chart's parts in the page. */
  id: string;
  /** The quantities of the axes: "training loss over steps". */
  what: string;
  x: readonly number[];
  /** The ends of the axis. */
  domain: readonly [low: number, high: number];
  isLogX: boolean;
  panels: readonly Panel[];
}

/** The size of a chart and of the margins for its labels. */
export const box: Box = { width: 240, height: 134, left: 40, right: 10, top: 8, bottom: 24 };

/** A logarithmic axis has places for numbers above 0 only. */
const isDrawn = (value: number): boolean => value > 0 && Number.isFinite(value);

/** The panels in their order, as HTML. */
export function curvePanels(chart: Chart): string {
  const bands = chart.panels.map(({ runs }) => chart.x.map((_, i) => spread(runs.map((run) => run[i] ?? Number.NaN))));
  const heights = bands.flatMap((band) => band.map(({ median }) => median)).filter(isDrawn);
  if (heights.length === 0) return '<p class="note">No finite value to draw.</p>';
  const axes = sharedAxes(chart, heights);
  const lines = bands.map((band) => linePath(band.map(({ median }, i) => [axes.x(chart.x[i]), axes.y(median)])));
  const all = lines.map((line) => `<path d="${line}"/>`).join("");
  const shared = `<svg class="shared" aria-hidden="true"><defs><g id="${chart.id}" class="others">${axes.frame}${all}</g></defs></svg>`;
  const figures = chart.panels.map((panel, rank) => onePanel(chart, panel, rank, bands[rank], lines[rank], axes));
  return `${shared}<div class="panels">${figures.join("\n")}</div>`;
}

function onePanel(
  chart: Chart,
  { name, marked }: Panel,
  rank: number,
  band: Spread[],
  line: string,
  { x, y }: Axes,
): string {
  const { colour, dash, marker } = lookOf(rank);
  const between = band.map(({ low, high }, i) => [x(chart.x[i]), low > 0 ? y(low) : Number.NaN, y(high)] as const);
  const finite = band.filter(({ median }) => Number.isFinite(median));
  const [first, last] = [finite[0], finite[finite.length - 1]];
  const words = first === undefined ? "no finite value" : `median ${fromTo(first.median, last.median)}`;
  const at = marked === undefined ? -1 : chart.x.indexOf(marked);
  const point =
    at < 0 || !Number.isFinite(band[at].median) ? "" : mark(x(chart.x[at]), y(band[at].median), marker, colour);
  const svg = picture(
    box,
    `${name}: ${chart.what}`,
    words,
    [
      `<use href="#${chart.id}"/>`,
      `<path d="${bandPath(between)}" fill="${colour}" class="band"/>`,
      `<path d="${line}" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>`,
      point,
    ].join(""),
  );
  // A name can be long; text of the page wraps, text in a picture does not.
  return `<figure class="curve" data-chart="${chart.id}" data-rank="${rank}"><figcaption>${breakable(name)}</figcaption>${svg}</figure>`;
}

const mark = (x: number, y: number, marker: string, colour: string): string =>
  `<path d="${marker}" transform="translate(${px(x)},${px(y)})" fill="${colour}" class="marker"/>`;

/** Scales for all panels, so that heights can be compared between them. */
function sharedAxes({ domain, isLogX }: Chart, heights: readonly number[]): Axes {
  // Diverging curves would flatten all others: the highest hundredth is cut at the frame.
  const [low, high] = [Math.min(...heights), quantile(heights, 0.99)];
  return makeAxes(box, {
    x: { domain, isLog: isLogX },
    y: { domain: [Math.min(low, high / 10), high], isLog: true },
  });
}
