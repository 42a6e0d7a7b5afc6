import type { Box } from "../../../src/cli/report/svg.ts";
import { type ChartModel, type ChartTick, chartModel, type Series } from "../chartModel.ts";
import { dashText, type Look } from "../look.ts";
import { h, newId, s, scroller, setText } from "./elements.ts";

/** The numbers of a chart and their looks. */
export interface ChartContent {
  readonly series: readonly Series[];
  readonly looks: readonly Look[];
  /** The last position of the axis. */
  readonly end: number;
  /** Values above it do not stretch the axis. */
  readonly ceiling?: number;
  /** Default: a logarithmic axis. */
  readonly isLinear?: boolean;
  /** A value to mark by a line across the chart. */
  readonly guide?: number;
  /** Positions to label; without them, round numbers. */
  readonly labels?: readonly { readonly at: number; readonly text: string }[];
  /** Points to mark on their series, with a letter above where they have a name. */
  readonly marks?: readonly {
    readonly series: number;
    readonly at: number;
    readonly value: number;
    readonly name?: string;
  }[];
  /** The same numbers as a table: the head, and at most 25 rows. */
  table(): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export interface ChartOptions {
  readonly caption: string;
  /** A sentence below the chart. */
  readonly note?: string;
  content(): ChartContent;
  /** Gets the position under the pointer, and the series whose line is nearest. */
  onPick(position: number, nearest: number): void;
}

export interface Chart {
  readonly element: HTMLElement;
  /** Draws the content again. */
  redraw(): void;
  /** Moves the line that marks a position. */
  showCursor(position: number): void;
  /** Says what the chart shows, for screen readers. */
  describe(text: string): void;
}

const height = 190;

/** Lines over a common axis, with their numbers as a table. */
export function chart({ caption, note = "", content, onPick }: ChartOptions): Chart {
  const { element, svg, words, details, table } = figureOf(caption, note);
  const cursor = s("path", { class: "cursor" });
  let width = 0;
  let model: ChartModel | null = null;
  let position = 0;
  const box = (): Box => ({ width, height, left: 46, right: 12, top: 10, bottom: 24 });

  function redraw(): void {
    if (width === 0) return;
    const now = content();
    model = chartModel(now.series, now.end, box(), now);
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren(...axes(model, now, box()), ...lines(model, now), cursor);
    if (details.open) fillTable(table, now);
    showCursor(position);
  }

  function showCursor(at: number): void {
    position = at;
    const { top, bottom } = box();
    if (model !== null && at >= 0) cursor.setAttribute("d", `M${model.x(at).toFixed(1)},${top}V${height - bottom}`);
  }

  const pick = (event: PointerEvent): void => {
    if (model === null || event.buttons !== 1) return;
    const { left, top } = svg.getBoundingClientRect();
    const at = model.positionAt(event.clientX - left);
    onPick(at, model.nearest(at, event.clientY - top));
  };
  svg.addEventListener("pointerdown", pick);
  svg.addEventListener("pointermove", pick);
  details.addEventListener("toggle", () => details.open && model !== null && fillTable(table, content()));
  new ResizeObserver(() => {
    if (svg.clientWidth === width) return;
    width = svg.clientWidth;
    redraw();
  }).observe(svg);
  return { element, redraw, showCursor, describe: (text) => setText(words, text) };
}

/** The empty figure: a picture, its words for screen readers, a note, and its numbers as a table. */
function figureOf(caption: string, note: string) {
  const id = newId("chart");
  const svg = s("svg", { role: "img", "aria-labelledby": id, "aria-describedby": `${id}-words`, class: "chart" });
  const words = h("p", { id: `${id}-words`, className: "unseen-label" });
  const foot = note === "" ? null : h("p", { className: "hint" }, note);
  const table = h("table");
  const scrolled = scroller(`Numbers: ${caption}`, table);
  const details = h("details", null, h("summary", null, "Numbers of this chart"), scrolled);
  const parts = [h("figcaption", { id }, caption), svg, words, foot, details];
  return { element: h("figure", { className: "chart-figure" }, ...parts), svg, words, details, table };
}

function axes(model: ChartModel, { labels, guide }: ChartContent, { width, left, right }: Box): SVGElement[] {
  const xTicks: readonly ChartTick[] = labels?.map(({ at, text }) => ({ at: model.x(at), text })) ?? model.xTicks;
  return [
    ...model.yTicks.flatMap(({ at, text }) => [
      s("path", { d: `M${left},${at}H${width - right}`, class: "grid" }),
      s("text", { x: left - 6, y: at + 4, class: "y" }, text),
    ]),
    ...(guide === undefined
      ? []
      : [s("path", { d: `M${left},${model.y(guide).toFixed(1)}H${width - right}`, class: "guide" })]),
    ...xTicks.map(({ at, text }) => s("text", { x: at, y: height - 6, class: "x" }, text)),
  ];
}

function lines(model: ChartModel, { looks, marks = [] }: ChartContent): SVGElement[] {
  return [
    ...model.lines.map((d, i) => {
      const { colour, dash } = looks[i];
      return s("path", { d, class: "series", stroke: colour, "stroke-dasharray": dashText(dash) });
    }),
    ...marks.flatMap(({ series, at, value, name }) => {
      const [x, y] = [model.x(at), model.y(value)];
      const transform = `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(1.2)`;
      const mark = s("path", { d: looks[series].marker, transform, fill: looks[series].colour, class: "head" });
      return name === undefined ? [mark] : [mark, s("text", { x, y: y - 8, class: "x" }, name)];
    }),
  ];
}

function fillTable(table: HTMLTableElement, content: ChartContent): void {
  const { head, rows } = content.table();
  const cells = rows.map(([first, ...others]) =>
    h("tr", null, h("th", { scope: "row" }, first), ...others.map((text) => h("td", null, text))),
  );
  const names = head.map((text) => h("th", { scope: "col" }, text));
  table.replaceChildren(h("thead", null, h("tr", null, ...names)), h("tbody", null, ...cells));
}
