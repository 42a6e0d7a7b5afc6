/** @file The paths of the best rules on the test functions, over contours. */
import type { Surface } from "../../../data/surfaces/surface.ts";
import { surfaces } from "../../../data/surfaces/surfaces.ts";
import { toSquare } from "../../../data/surfaces/toSquare.ts";
import { contourLines } from "../../report/contourLines.ts";
import { lookOf } from "../../report/palette.ts";
import { type Box, breakable, escapeHtml, linePath, picture, px } from "../../report/svg.ts";
import { swatch } from "../../report/swatch.ts";
import { short, terse } from "../../terminal/numbers.ts";
import type { Trajectory } from "../surfaceJob.ts";

const box: Box = { width: 240, height: 240, left: 0, right: 0, top: 0, bottom: 0 };
const cells = 48;
const levels = 9;

/** A figure for every test function. */
export function trajectoryPanels(trajectories: readonly Trajectory[], rules: readonly string[]): string {
  const figures = surfaces.map((surface) =>
    figure(
      surface,
      trajectories.filter(({ surface: name }) => name === surface.name),
      rules,
    ),
  );
  return `<div class="panels wide">${figures.join("\n")}</div>`;
}

function figure(surface: Surface, ways: readonly Trajectory[], rules: readonly string[]): string {
  const to = toSquare(surface, box.width);
  const lines = ways.map((way) => {
    const { colour, dash, marker } = lookOf(rules.indexOf(way.rule));
    const points = way.path.map(([x, y]) => to(x, y));
    const [endX, endY] = points[points.length - 1];
    const d = linePath(points.map(([x, y]) => [bounded(x), bounded(y)]));
    return `<g class="way" data-rule="${escapeHtml(way.rule)}"><title>${escapeHtml(endText(way))}</title><path d="${d}" class="casing"/><path d="${d}" stroke="${colour}" stroke-dasharray="${dash}" class="own"/><path d="${marker}" transform="translate(${px(bounded(endX))},${px(bounded(endY))})" fill="${colour}" class="marker"/></g>`;
  });
  const minima = surface.minima.map((point) => placed("M-4,0H4M0,-4V4", to(...point)));
  const start = placed("M-4,0A4,4 0 1 0 4,0A4,4 0 1 0 -4,0Z", to(...surface.start));
  const svg = picture(
    box,
    `Paths on ${surface.name}`,
    `Where they end: ${ways.map(endText).join("; ")}`,
    [contourPaths(surface, to), ...lines, ...minima, start].join(""),
  );
  const caption = `<b>${escapeHtml(surface.name)}</b>: ${escapeHtml(surface.watchFor)}.`;
  return `<figure>${svg}<figcaption>${caption}${endTable(ways, rules)}</figcaption></figure>`;
}

/** An outline around (0, 0), moved to a place. */
const placed = (outline: string, [x, y]: readonly number[]): string =>
  `<path d="${outline}" transform="translate(${px(x)},${px(y)})" class="place"/>`;

const endText = ({ rule, lr, value }: Trajectory): string => `${rule} with rate ${terse(lr)} ends at ${end(value)}`;
const end = (value: number): string => (Number.isFinite(value) ? short(value) : "infinity");

/** The ends of the paths, the lowest first. */
function endTable(ways: readonly Trajectory[], rules: readonly string[]): string {
  const order = [...ways].sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const body = order.map(
    ({ rule, lr, value }) =>
      `<tr><td>${swatch(rules.indexOf(rule))}</td><th scope="row">${breakable(rule)}</th><td>${terse(lr)}</td><td>${end(value)}</td></tr>`,
  );
  const head = ["line", "rule", "rate", "ends at"].map((text) => `<th scope="col">${text}</th>`).join("");
  return `<table class="ends"><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

/** Limits coordinates far outside the panel. */
const bounded = (x: number): number => Math.min(Math.max(x, -500), 1000);

const contourPaths = (surface: Surface, to: ReturnType<typeof toSquare>): string =>
  contourLines(surface, { cells, levels }, to)
    .map((d, i) => `<path d="${d}" class="contour" style="--level:${i}"/>`)
    .join("");
