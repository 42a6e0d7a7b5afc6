import { contourLines } from "../../../src/cli/report/contourLines.ts";
import { linePath } from "../../../src/cli/report/svg.ts";
import { toSquare } from "../../../src/data/surfaces/toSquare.ts";
import type { KnownBug } from "../../../src/testing/identify/knownBugs.ts";
import { withBug } from "../bugs.ts";
import { dashText, lookOf } from "../look.ts";
import { runOf } from "../run.ts";
import { firstState } from "../state.ts";
import { hasDiverged } from "../words.ts";
import { s } from "./elements.ts";

const size = 400;
const steps = 40;

const bounded = (x: number): number => Math.min(Math.max(x, -size), 2 * size);

/** The paths of the correct and of the broken rule, at the same rate, on a turned valley. */
export function bugPicture(bug: KnownBug): SVGSVGElement {
  const state = { ...firstState, surface: "quadratic", rotation: 30, steps, t: steps, choices: withBug([], bug) };
  const { surface, paths, start } = runOf(state);
  const toPixels = toSquare(surface, size);
  const to = (x: number, y: number): [number, number] => {
    const [left, top] = toPixels(x, y);
    return [bounded(left), bounded(top)];
  };
  const levels = contourLines(surface, { cells: 72, levels: 12 }, to).map((d) => s("path", { d, class: "level" }));
  const lines = paths.flatMap(({ points, last }, i) => {
    const d = linePath(Array.from({ length: last + 1 }, (_, t) => to(points[2 * t], points[2 * t + 1])));
    const { colour, dash, marker } = lookOf(state.choices[i], i);
    const end = to(points[2 * last], points[2 * last + 1]).map((x) => Math.min(Math.max(x, 8), size - 8));
    return [
      s("path", { d, class: "casing" }),
      s("path", { d, class: "series", stroke: colour, "stroke-dasharray": dashText(dash) }),
      s("path", { d: marker, fill: colour, class: "head", transform: `translate(${end.join(",")}) scale(1.4)` }),
    ];
  });
  const [x, y] = to(start[0], start[1]);
  const gone = hasDiverged(paths[1], steps) ? `, which diverges at step ${paths[1].last + 1}` : "";
  return s(
    "svg",
    {
      viewBox: `0 0 ${size} ${size}`,
      class: "bug-picture",
      role: "img",
      "aria-label": `Path of the correct rule, and of the broken one${gone}, over ${steps} steps`,
    },
    ...levels,
    ...lines,
    s("circle", { cx: x, cy: y, r: 5.5, class: "start" }),
  );
}
