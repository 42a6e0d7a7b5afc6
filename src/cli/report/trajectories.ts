/** @file The ways of the best rules down the test functions, over contours. */
import { contours } from "d3-contour";
import { type Surface, surfaces, valuesOnGrid } from "../../data/surfaces.ts";
import { quantile } from "../compare/statistics.ts";
import type { Trajectory } from "../compare/surfaceJob.ts";
import { short, terse } from "../numbers.ts";
import { lookOf } from "./palette.ts";
import { type Box, escapeHtml, linePath, picture, px } from "./svg.ts";

const box: Box = { width: 240, height: 240, left: 0, right: 0, top: 0, bottom: 0 };
const cells = 48;
const levels = 9;

type ToPanel = (x: number, y: number) => [x: number, y: number];

/** A figure for every test function, and a legend. */
export function trajectoryPanels(trajectories: readonly Trajectory[], rules: readonly string[]): string {
  const figures = surfaces.map((surface) =>
    figure(
      surface,
      trajectories.filter(({ surface: name }) => name === surface.name),
      rules,
    ),
  );
  const legend = rules.map((rule, rank) => {
    const { colour, dash, marker } = lookOf(rank);
    const line = `<path d="M0,7H30" stroke="${colour}" stroke-dasharray="${dash}" class="own"/>`;
    const end = `<path d="${marker}" transform="translate(34,7)" fill="${colour}"/>`;
    return `<li><svg viewBox="0 0 42 14" width="42" height="14" aria-hidden="true">${line}${end}</svg> ${escapeHtml(rule)}</li>`;
  });
  return `<ul class="legend">${legend.join("")}</ul><div class="panels wide">${figures.join("\n")}</div>`;
}

function figure(surface: Surface, ways: readonly Trajectory[], rules: readonly string[]): string {
  const [[x0, x1], [y0, y1]] = surface.domain;
  const to: ToPanel = (x, y) => [((x - x0) / (x1 - x0)) * box.width, (1 - (y - y0) / (y1 - y0)) * box.height];
  const lines = ways.map((way) => {
    const { colour, dash, marker } = lookOf(rules.indexOf(way.rule));
    const points = way.path.map(([x, y]) => to(x, y));
    const [endX, endY] = points[points.length - 1];
    const d = linePath(points.map(([x, y]) => [bounded(x), bounded(y)]));
    return `<g><title>${escapeHtml(`${way.rule}, lr ${terse(way.lr)}: ends at ${short(way.value)}`)}</title><path d="${d}" class="casing"/><path d="${d}" stroke="${colour}" stroke-dasharray="${dash}" class="own"/><path d="${marker}" transform="translate(${px(bounded(endX))},${px(bounded(endY))})" fill="${colour}" class="marker"/></g>`;
  });
  const minima = surface.minima.map(([x, y]) => {
    const [px0, py0] = to(x, y);
    return `<path d="M-4,0H4M0,-4V4" transform="translate(${px(px0)},${px(py0)})" class="minimum"/>`;
  });
  const ends = ways.map(({ rule, value }) => `${rule} ${short(value)}`).join(", ");
  const svg = picture(
    box,
    `Ways down ${surface.name}`,
    `Where they end: ${ends}`,
    contourPaths(surface, to) + minima.join("") + lines.join(""),
  );
  return `<figure>${svg}<figcaption><b>${escapeHtml(surface.name)}</b>: ${escapeHtml(surface.watchFor)}.</figcaption></figure>`;
}

/** Far outside the panel a coordinate says no more than that. */
const bounded = (x: number): number => Math.min(Math.max(x, -500), 1000);

/** Lines at values with as much of the domain between each two. */
function contourPaths(surface: Surface, to: ToPanel): string {
  const values = [...valuesOnGrid(surface, cells)];
  const thresholds = Array.from({ length: levels }, (_, i) => quantile(values, (i + 0.5) / levels));
  const [[x0, x1], [y0, y1]] = surface.domain;
  // d3-contour counts cells, whose values lie at their centres.
  const at = (low: number, high: number, cell: number): number => low + ((cell - 0.5) / (cells - 1)) * (high - low);
  const rings = contours().size([cells, cells]).thresholds(thresholds)(values);
  return rings
    .map(({ coordinates }, i) => {
      const d = coordinates
        .flat()
        .map((ring) => `${linePath(ring.map(([x, y]) => to(at(x0, x1, x), at(y0, y1, y))))}Z`);
      return `<path d="${d.join("")}" class="contour" style="--level:${i}"/>`;
    })
    .join("");
}
