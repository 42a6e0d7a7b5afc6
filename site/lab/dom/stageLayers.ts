/** @file The SVG layers of the stage: contours, ticks and minima, heads with their names, arrows. */
import { scaleLinear } from "d3-scale";
import { contourLines } from "../../../src/cli/report/contourLines.ts";
import type { Surface } from "../../../src/data/surfaces/surface.ts";
import { toSquare } from "../../../src/data/surfaces/toSquare.ts";
import { arrowsOf } from "../arrows.ts";
import { type Labelled, letterWidth, placeLabels } from "../endLabels.ts";
import { inspect } from "../inspection.ts";
import type { Lab } from "../lab.ts";
import { lookOf } from "../look.ts";
import { hasDiverged } from "../words.ts";
import { arrowMark } from "./arrowMark.ts";
import { s } from "./elements.ts";

const contourGrid = { cells: 96, levels: 14 };

export const contourLayer = (surface: Surface, size: number): SVGElement[] =>
  contourLines(surface, contourGrid, toSquare(surface, size)).map((d) => s("path", { d, class: "level" }));

/** The numbers of the axes, and crosses at the minima. */
export function markLayer(surface: Surface, size: number): SVGElement[] {
  const ticks = surface.domain.flatMap((ends, axis) =>
    scaleLinear(ends, [0, size])
      .ticks(5)
      .flatMap((value) => {
        const at = ((value - ends[0]) / (ends[1] - ends[0])) * size;
        if (at < 14 || at > size - 14) return [];
        const place = axis === 0 ? { x: at, y: size - 6 } : { x: 6, y: size - at + 4 };
        return [s("text", { ...place, class: axis === 0 ? "tick x" : "tick" }, `${value}`)];
      }),
  );
  const to = toSquare(surface, size);
  const minima = surface.minima.map((point) => {
    const place = `translate(${to(...point).join(",")})`;
    return s("path", { d: "M-6,0H6M0,-6V6", transform: place, class: "minimum" });
  });
  return [...ticks, ...minima];
}

type End = Labelled & { readonly gone: boolean };

/** A marker where each path is, and its name unless it would jump about. */
export function headLayer({ run, state }: Lab, size: number, withNames: boolean): SVGElement[] {
  const to = toSquare(run.surface, size);
  const ends = run.paths.map((path, i): End => {
    const at = 2 * Math.min(state.t, path.last);
    const place = to(path.points[at], path.points[at + 1]);
    const [x, y] = place.map((value) => bounded(value, size));
    const gone = hasDiverged(path, state.t);
    return { x, y, gone, text: gone ? `${run.names[i]} ✕ ${path.last + 1}` : run.names[i] };
  });
  const looks = state.choices.map((choice) => lookOf(choice, choice.look));
  const markers = ends.map(({ x, y, gone }, i) => {
    const transform = `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(1.35)`;
    if (gone) return s("path", { d: "M-4,-4L4,4M4,-4L-4,4", transform, class: "gone", stroke: looks[i].colour });
    return s("path", { d: looks[i].marker, transform, fill: looks[i].colour, class: "head" });
  });
  const colours = looks.map(({ colour }) => colour);
  return [...(withNames ? nameLayer(ends, colours, size) : []), ...markers];
}

/** Keeps a mark at the edge of the picture in sight. */
const bounded = (x: number, size: number): number => Math.min(Math.max(x, 5), size - 5);

const nameLayer = (ends: readonly End[], colours: readonly string[], size: number): SVGElement[] =>
  placeLabels(ends, size).flatMap(({ x, y, isFar }, i) => {
    const { x: endX, y: endY, text } = ends[i];
    const name = s("text", { x, y: y + 4, class: "name", fill: colours[i] }, text);
    const edge = x < endX ? x + text.length * letterWidth : x - 2;
    const leader = s("path", { d: `M${endX},${endY}L${edge},${y}`, class: "leader", stroke: colours[i] });
    return isFar ? [leader, name] : [name];
  });

/** The arrows of the inspected step. */
export function arrowLayer({ run, state }: Lab, size: number): SVGElement[] {
  const inspection = inspect(run, state);
  if (inspection === null) return [];
  const choice = state.choices[inspection.choice];
  const { colour } = lookOf(choice, choice.look);
  const to = toSquare(run.surface, size);
  const [from, end] = [inspection.step.before, inspection.step.after].map(([x, y]) => to(x, y));
  return arrowsOf(inspection).flatMap((one) => arrowMark(one, from, end, colour));
}
