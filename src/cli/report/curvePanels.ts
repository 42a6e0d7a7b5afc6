/** @file One small chart for every rule: its own curve with its band, and behind it, in grey, those of all others. */
import { scaleLinear, scaleLog } from "d3-scale";
import { area } from "d3-shape";
import { quantile, type Spread, spread } from "../compare/statistics.ts";
import { short } from "../numbers.ts";
import { lookOf } from "./palette.ts";
import { type Box, label, linePath, picture, px, tickText } from "./svg.ts";

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
  /** What is drawn over what: "training loss over steps". */
  what: string;
  x: readonly number[];
  isLogX: boolean;
  panels: readonly Panel[];
}

const box: Box = { width: 240, height: 150, left: 40, right: 10, top: 24, bottom: 24 };

type Scale = (value: number) => number;

interface Axes {
  x: Scale;
  y: Scale;
  /** Lines, ticks and their labels. */
  frame: string;
}

/** The panels in their order, as HTML. */
export function curvePanels(chart: Chart): string {
  const bands = chart.panels.map(({ runs }) => chart.x.map((_, i) => spread(runs.map((run) => run[i] ?? Number.NaN))));
  const axes = makeAxes(chart, bands);
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
  const between = area<Spread>()
    .defined(({ low, high }) => low > 0 && Number.isFinite(high))
    .x((_, i) => Number(px(x(chart.x[i]))))
    .y0(({ low }) => Number(px(y(low))))
    .y1(({ high }) => Number(px(y(high))));
  const finite = band.filter(({ median }) => Number.isFinite(median));
  const [first, last] = [finite[0], finite[finite.length - 1]];
  const words = first === undefined ? "no finite value" : `median from ${short(first.median)} to ${short(last.median)}`;
  const at = marked === undefined ? -1 : chart.x.indexOf(marked);
  const point =
    at < 0 || !Number.isFinite(band[at].median) ? "" : mark(x(chart.x[at]), y(band[at].median), marker, colour);
  return picture(
    box,
    `${name}: ${chart.what}`,
    words,
    [
      `<use href="#${chart.id}"/>`,
      `<path d="${between(band) ?? ""}" fill="${colour}" class="band"/>`,
      `<path d="${line}" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>`,
      point,
      label(box.left, 15, "name", fitting(name)),
    ].join(""),
  );
}

/** As much of the name as there is room for; the title has it all. */
const fitting = (name: string): string => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

const mark = (x: number, y: number, marker: string, colour: string): string =>
  `<path d="${marker}" transform="translate(${px(x)},${px(y)})" fill="${colour}" class="marker"/>`;

/** Scales that fit all panels, so that heights can be compared between them. */
function makeAxes({ x: xs, isLogX }: Chart, bands: readonly Spread[][]): Axes {
  const values = bands.flatMap((band) => band.map(({ median }) => median)).filter((v) => v > 0 && Number.isFinite(v));
  // What flies off would flatten all others: the highest hundredth is cut at the frame.
  const [low, high] = [Math.min(...values, 1), values.length > 0 ? quantile(values, 0.99) : 1];
  const y = scaleLog([Math.min(low, high / 10), high], [box.height - box.bottom, box.top])
    .nice()
    .clamp(true);
  const range = [box.left, box.width - box.right];
  const domain = isLogX ? [xs[0], xs[xs.length - 1]] : [0, xs[xs.length - 1]];
  const x = isLogX && domain[0] < domain[1] ? scaleLog(domain, range) : scaleLinear(domain, range);
  const [bottom, top] = y.domain();
  const decades = Math.round(Math.log10(top / bottom));
  const every = Math.ceil(decades / 3);
  const yTicks = Array.from({ length: Math.floor(decades / every) + 1 }, (_, i) => bottom * 10 ** (i * every));
  const xTicks = isLogX ? powersBetween(domain[0], domain[1]) : [0, domain[1] / 2, domain[1]];
  const grid = yTicks.map((t) => `<path d="M${px(range[0])},${px(y(t))}H${px(range[1])}" class="grid"/>`).join("");
  const yLabels = yTicks.map((t) => label(box.left - 5, y(t) + 4, "y", tickText(t))).join("");
  const xLabels = xTicks.map((t, i) => label(x(t), box.height - 8, edge(i, xTicks.length), tickText(t))).join("");
  return {
    x,
    y: (value) => (value > 0 && Number.isFinite(value) ? y(value) : Number.NaN),
    frame: grid + yLabels + xLabels,
  };
}

/** The outer labels stay inside the picture. */
const edge = (i: number, n: number): string => (i === 0 ? "x first" : i === n - 1 ? "x last" : "x");

/** At most four powers of ten, or the ends where there are fewer than two. */
function powersBetween(low: number, high: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  if (to <= from) return low === high ? [low] : [low, high];
  const every = Math.ceil((to - from) / 3);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
}
