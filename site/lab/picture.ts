import { contourLines } from "../../src/cli/report/contourLines.ts";
import { escapeHtml, linePath, px } from "../../src/cli/report/svg.ts";
import { toSquare } from "../../src/data/surfaces/toSquare.ts";
import { type Labelled, type Placed, placeLabels } from "./endLabels.ts";
import { dashText, type Look, lookOf } from "./look.ts";
import type { Run } from "./run.ts";
import { type LabState, surfaceText } from "./state.ts";
import { hasDiverged, summary, treatment } from "./words.ts";

const size = 600;
const grid = { cells: 72, levels: 14 };

/** The colours of a picture, as SVG writes them. */
export interface PictureColours {
  readonly paper: string;
  readonly ink: string;
}

const light: PictureColours = { paper: "#fff", ink: "#1b2026" };
const font = 'font-family="system-ui, sans-serif" font-size="12" font-weight="600"';

/** The stage at step t as a separate SVG file, with a title and a description. */
export function pictureOf(run: Run, state: LabState, colours: PictureColours = light): string {
  const { paper, ink } = colours;
  const { surface, paths, names } = run;
  const to = toSquare(surface, size);
  const levels = contourLines(surface, grid, to).map((d) => `<path d="${d}"/>`);
  const ways = paths.map(({ points, last }) => {
    const line = Array.from({ length: Math.min(state.t, last) + 1 }, (_, k) => to(points[2 * k], points[2 * k + 1]));
    return { d: linePath(line.map(([x, y]) => [bounded(x), bounded(y)])), end: line[line.length - 1] };
  });
  const ends = ways.map(({ end: [x, y] }, i) => ({
    x: inside(x),
    y: inside(y),
    text: hasDiverged(paths[i], state.t) ? `${names[i]} ✕ ${paths[i].last + 1}` : names[i],
  }));
  const places = placeLabels(ends, size);
  const rules = state.choices.map((choice, i) =>
    wayMark(ways[i].d, ends[i], places[i], lookOf(choice, choice.look), colours),
  );
  const minima = surface.minima.map(([x, y]) => {
    const [left, top] = to(x, y);
    return `<path d="M-6,0H6M0,-6V6" stroke="${ink}" stroke-width="2" transform="translate(${px(left)},${px(top)})"/>`;
  });
  const [left, top] = to(run.start[0], run.start[1]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img">`,
    `<title>Paths on ${escapeHtml(surfaceText(state))}</title><desc>${escapeHtml([summary(run, state.t), treatment(state)].join(" ").trim())}</desc>`,
    `<rect width="${size}" height="${size}" fill="${paper}"/>`,
    `<g fill="#2f6db5" fill-opacity=".03" stroke="#2f6db5" stroke-opacity=".24" stroke-width=".8" fill-rule="evenodd">${levels.join("")}</g>`,
    ...rules,
    ...minima,
    `<circle cx="${px(left)}" cy="${px(top)}" r="5.5" fill="${paper}" stroke="${ink}" stroke-width="2"/>`,
    ...(treatment(state) === ""
      ? []
      : [`<text x="8" y="18" fill="${ink}" ${font}>${escapeHtml(treatment(state))}</text>`]),
    "</svg>\n",
  ].join("");
}

/** A path with its casing, the marker at its end, and its name at a place. */
function wayMark(
  d: string,
  end: Labelled,
  place: Placed,
  { colour, dash, marker }: Look,
  { paper, ink }: PictureColours,
): string {
  const stroke = colour.startsWith("var(") ? ink : colour;
  const name = `<text x="${px(place.x)}" y="${px(place.y + 4)}" fill="${stroke}" ${font}>${escapeHtml(end.text)}</text>`;
  return [
    `<path d="${d}" fill="none" stroke="${paper}" stroke-opacity=".75" stroke-width="4.5"/>`,
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="2.2" stroke-dasharray="${dashText(dash)}"/>`,
    `<path d="${marker}" fill="${stroke}" transform="translate(${px(end.x)},${px(end.y)}) scale(1.35)"/>${name}`,
  ].join("");
}

const bounded = (x: number): number => Math.min(Math.max(x, -size), 2 * size);
const inside = (x: number): number => Math.min(Math.max(x, 5), size - 5);
