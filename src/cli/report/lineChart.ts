/** @file A chart of a few lines over the steps, with a legend that wraps. */

import { type Axis, makeAxes } from "./axes.ts";
import { fromTo } from "./fromTo.ts";
import { lookOf } from "./palette.ts";
import { type Box, bandPath, escapeHtml, linePath, picture, px } from "./svg.ts";
import { swatch } from "./swatch.ts";

export interface Line {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
  /** The range of the values that each point is the mean of. */
  band?: readonly (readonly [x: number, low: number, high: number])[];
}

export interface LineChart {
  title: string;
  lines: readonly Line[];
  /** The last x; the first is 0. */
  end: number;
  /** The scale of y: linear from 0 or the lowest value, or logarithmic where the values differ tenfold. */
  scale: "from zero" | "linear" | "logarithmic";
  note?: string;
}

const box: Box = { width: 340, height: 190, left: 46, right: 12, top: 10, bottom: 26 };

/** At least one value must be finite. */
export function lineChart({ title, lines, end, scale, note }: LineChart): string {
  const drawn = lines.flatMap(({ points, band = [] }) => [
    ...points.map(([, y]) => y),
    ...band.flatMap(([, low, high]) => [low, high]),
  ]);
  const finite = drawn.filter(Number.isFinite);
  const axes = makeAxes(box, { x: { domain: [0, end], isLog: false }, y: axisOf(finite, scale) });
  const { x, y } = axes;
  const paths = lines.map(({ points, band = [] }, rank) => {
    const { colour, dash, marker } = lookOf(rank);
    const outline = bandPath(band.map(([at, low, high]) => [x(at), y(low), y(high)] as const));
    const shade = outline === "" ? "" : `<path d="${outline}" fill="${colour}" class="band"/>`;
    const last = points.findLast(([, value]) => Number.isFinite(y(value)));
    const mark =
      last === undefined
        ? ""
        : `<path d="${marker}" transform="translate(${px(x(last[0]))},${px(y(last[1]))})" fill="${colour}" class="marker"/>`;
    return `${shade}<path d="${linePath(points.map(([at, value]) => [x(at), y(value)]))}" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>${mark}`;
  });
  const svg = picture(box, `${title} over steps`, lines.map(words).join("; "), axes.frame + paths.reverse().join(""));
  const legend = lines.map(({ name }, rank) => `<li>${swatch(rank)} ${escapeHtml(name)}</li>`).join("");
  const text = note === undefined ? "" : ` <span class="soft">${escapeHtml(note)}</span>`;
  return `<figure class="chart"><figcaption>${escapeHtml(title)}${text}</figcaption>${svg}${lines.length > 1 ? `<ul class="legend">${legend}</ul>` : ""}</figure>`;
}

function axisOf(values: readonly number[], scale: LineChart["scale"]): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const lowest = Math.min(...values.filter((y) => y > 0));
  if (scale === "logarithmic" && high > 10 * lowest) return { domain: [lowest, high], isLog: true };
  const bottom = scale === "from zero" ? Math.min(0, low) : low;
  // A constant still needs a height.
  return { domain: [bottom, high > bottom ? high : bottom + (Math.abs(bottom) || 1)], isLog: false };
}

function words({ name, points }: Line): string {
  const finite = points.filter(([, y]) => Number.isFinite(y));
  if (finite.length === 0) return `${name}: no finite value`;
  return `${name} ${fromTo(finite[0][1], finite[finite.length - 1][1])}`;
}
