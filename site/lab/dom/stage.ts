/** @file The picture: contours as SVG below, paths on a canvas, and marks, heads and names as SVG above. */
import { scaleLinear } from "d3-scale";
import { contourLines } from "../../../src/cli/compare/report/contourLines.ts";
import type { Surface } from "../../../src/data/surfaces/surface.ts";
import { arrowsOf } from "../arrows.ts";
import { letterWidth, placeLabels } from "../endLabels.ts";
import { inspect } from "../inspection.ts";
import type { Lab, View } from "../lab.ts";
import { lookOf } from "../look.ts";
import { hasDiverged, summary } from "../words.ts";
import { arrowMark } from "./arrowMark.ts";
import { h, s, setText } from "./elements.ts";
import { drawPaths } from "./pathCanvas.ts";
import { followKeys, followPointer } from "./startInput.ts";

/** Contours are drawn for a picture of this size, and stretched. */
const contourSize = 1000;
const contourGrid = { cells: 96, levels: 14 };

export interface Stage extends View {
  readonly element: HTMLElement;
  /** Draws paths again with the colours of the page as they are now. */
  recolour(): void;
}

export interface StageKeys {
  /** Space was pressed on the stage. */
  playOrPause(): void;
  /** True while names would jump from place to place. */
  isPlaying(): boolean;
}

export function stage(lab: Lab, keys: StageKeys): Stage {
  const contours = s("svg", {
    viewBox: `0 0 ${contourSize} ${contourSize}`,
    preserveAspectRatio: "none",
    class: "contours",
    "aria-hidden": "true",
  });
  const canvas = h("canvas", { attributes: { "aria-hidden": "true" } });
  const marks = s("g");
  const heads = s("g");
  const arrows = s("g");
  const handle = s("g", { class: "start-handle" }, s("circle", { r: 14, class: "halo" }), s("circle", { r: 5.5 }));
  const overlay = s("svg", { class: "overlay", "aria-hidden": "true" }, marks, arrows, heads, handle);
  const element = h(
    "div",
    {
      id: "stage",
      className: "stage",
      tabIndex: 0,
      attributes: { role: "application", "aria-roledescription": "picture", "aria-describedby": "stage-keys" },
    },
    contours,
    canvas,
    overlay,
  );
  let size = 0;
  let shownSurface = "";
  let shownMarks = "";
  let drawn: unknown[] = [];

  const toPixel = ({ domain: [dx, dy] }: Surface, [x, y]: Iterable<number>): [number, number] => [
    ((x - dx[0]) / (dx[1] - dx[0])) * size,
    (1 - (y - dy[0]) / (dy[1] - dy[0])) * size,
  ];

  function drawContours(surface: Surface): void {
    const [dx, dy] = surface.domain;
    const lines = contourLines(surface, contourGrid, (x, y) => [
      ((x - dx[0]) / (dx[1] - dx[0])) * contourSize,
      (1 - (y - dy[0]) / (dy[1] - dy[0])) * contourSize,
    ]);
    contours.replaceChildren(...lines.map((d) => s("path", { d, class: "level" })));
  }

  function drawMarks({ run: { surface } }: Lab): void {
    const ticks = surface.domain.flatMap((ends, axis) =>
      scaleLinear(ends, [0, size])
        .ticks(5)
        .map((value) => {
          const at = ((value - ends[0]) / (ends[1] - ends[0])) * size;
          const isNearEdge = at < 14 || at > size - 14;
          const place = axis === 0 ? { x: at, y: size - 6 } : { x: 6, y: size - at + 4 };
          return isNearEdge ? null : s("text", { ...place, class: axis === 0 ? "tick x" : "tick" }, `${value}`);
        }),
    );
    const minima = surface.minima.map((point) => {
      const [x, y] = toPixel(surface, point);
      return s("path", { d: "M-6,0H6M0,-6V6", transform: `translate(${x},${y})`, class: "minimum" });
    });
    marks.replaceChildren(...ticks.filter((tick) => tick !== null), ...minima);
  }

  function drawHeads({ run, state }: Lab): void {
    const { surface, paths, names } = run;
    const ends = paths.map(({ points, last }, i) => {
      const at = 2 * Math.min(state.t, last);
      const [x, y] = toPixel(surface, points.subarray(at, at + 2)).map((value) => bounded(value, size));
      const gone = hasDiverged(paths[i], state.t);
      return { x, y, gone, text: gone ? `${names[i]} ✕ ${paths[i].last + 1}` : names[i] };
    });
    const markers = ends.map(({ x, y, gone }, i) => {
      const { colour, marker } = lookOf(state.choices[i], state.choices[i].look);
      const place = `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(1.35)`;
      if (gone) return s("path", { d: "M-4,-4L4,4M4,-4L-4,4", transform: place, class: "gone", stroke: colour });
      return s("path", { d: marker, transform: place, fill: colour, class: "head" });
    });
    const labels = keys.isPlaying()
      ? []
      : placeLabels(ends, size).flatMap(({ x, y, isFar }, i) => {
          const { colour } = lookOf(state.choices[i], state.choices[i].look);
          const name = s("text", { x, y: y + 4, class: "name", fill: colour }, ends[i].text);
          const edge = x < ends[i].x ? x + ends[i].text.length * letterWidth : x - 2;
          const leader = s("path", { d: `M${ends[i].x},${ends[i].y}L${edge},${y}`, class: "leader", stroke: colour });
          return isFar ? [leader, name] : [name];
        });
    heads.replaceChildren(...labels, ...markers);
  }

  function drawArrows({ run, state }: Lab): void {
    const inspection = keys.isPlaying() ? null : inspect(run, state);
    if (inspection === null) {
      arrows.replaceChildren();
      return;
    }
    const from = toPixel(run.surface, inspection.step.before);
    const choice = state.choices[inspection.choice];
    const { colour } = lookOf(choice, choice.look);
    const end = toPixel(run.surface, inspection.step.after);
    arrows.replaceChildren(...arrowsOf(inspection).flatMap((one) => arrowMark(one, from, end, colour)));
  }

  function draw(): void {
    const { state, run } = lab;
    const { surface } = run;
    if (size === 0) return;
    const key = `${state.surface} ${state.condition} ${state.rotation}`;
    if (key !== shownSurface) drawContours(surface);
    if (`${key} ${size}` !== shownMarks) drawMarks(lab);
    shownSurface = key;
    shownMarks = `${key} ${size}`;
    const now = [run, state.t, size, keys.isPlaying(), state.inspected, state.axis, state.line];
    if (now.every((part, i) => part === drawn[i])) return;
    drawn = now;
    overlay.setAttribute("viewBox", `0 0 ${size} ${size}`);
    drawPaths(canvas, run, state, size);
    drawHeads(lab);
    drawArrows(lab);
    const [x, y] = toPixel(surface, run.start);
    handle.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
    if (!keys.isPlaying()) element.setAttribute("aria-label", `Paths on ${state.surface}. ${summary(run, state.t)}`);
  }

  new ResizeObserver(() => {
    if (element.clientWidth === size) return;
    size = element.clientWidth;
    draw();
  }).observe(element);
  followPointer(element, handle, lab);
  followKeys(element, lab, keys);
  const describe = h("p", { id: "stage-keys", className: "keys" });
  setText(
    describe,
    "Click or drag to move the start. Keys: arrows move it, with Shift in finer steps; Space plays; comma and " +
      "period go one line of the rule back and on; Home takes the usual start; Escape leaves the picture.",
  );
  return {
    element: h("div", { className: "stage-frame" }, element, describe),
    render: draw,
    recolour() {
      drawn = [];
      draw();
    },
  };
}

/** Keeps a mark at the edge of the picture in sight. */
const bounded = (x: number, size: number): number => Math.min(Math.max(x, 5), size - 5);
