import type { Box } from "../../../src/cli/report/svg.ts";
import { type ChartContent, looksOfLines } from "../chartContent.ts";
import { type ChartModel, type ChartTick, chartModel } from "../chartModel.ts";
import { dashText } from "../look.ts";
import { positionAfterKey, type SharedCursor } from "../sharedCursor.ts";
import { h, newId, s, scroller, setText } from "./elements.ts";
import { readout } from "./readout.ts";

export interface ChartOptions {
  readonly caption: string;
  /** A sentence below the chart. */
  readonly note?: string;
  /** The cursor that follows the pointer. A chart with it shows its values there, and is a stop of the Tab key. */
  readonly cursor?: SharedCursor;
  /** True before anything can be drawn: the chart waits for a button or a rule. */
  isEmpty?(): boolean;
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
export const chart = (options: ChartOptions): Chart => new Figure(options);

class Figure implements Chart {
  readonly element: HTMLElement;
  private readonly parts: ReturnType<typeof figureOf>;
  private readonly cursor = s("path", { class: "cursor" });
  private readonly values: ReturnType<typeof readout> | null;
  private width = 0;
  private model: ChartModel | null = null;
  private now: ChartContent | null = null;
  private position = 0;

  constructor(private readonly options: ChartOptions) {
    const { caption, note = "", cursor: shared, content } = options;
    this.parts = figureOf(caption, note);
    const { element, svg, details, table } = this.parts;
    this.element = element;
    this.values = shared ? readout() : null;
    if (this.values) svg.after(this.values.element);
    this.hideIfEmpty();
    this.follow();
    details.addEventListener("toggle", () => details.open && this.now !== null && fillTable(table, content()));
    new ResizeObserver(() => {
      if (svg.clientWidth === this.width) return;
      this.width = svg.clientWidth;
      this.redraw();
    }).observe(svg);
  }

  // Callers take these functions out of the chart.
  readonly redraw = (): void => {
    const { svg, details, table } = this.parts;
    this.now = this.options.content();
    this.hideIfEmpty();
    // The line of values has its height before the chart has a width.
    if (this.width > 0) {
      const box = this.box();
      this.model = chartModel(this.now.series, this.now.end, box, this.now);
      svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
      svg.replaceChildren(...axes(this.model, this.now, box), ...lines(this.model, this.now, box), this.cursor);
      if (details.open) fillTable(table, this.now);
    }
    this.mark();
  };

  readonly showCursor = (position: number): void => {
    this.position = position;
    this.mark();
  };

  readonly describe = (text: string): void => setText(this.parts.words, text);

  private readonly box = (): Box => ({ width: this.width, height, left: 46, right: 18, top: 10, bottom: 24 });

  private hideIfEmpty(): void {
    const isEmpty = this.options.isEmpty?.() ?? false;
    this.parts.svg.toggleAttribute("hidden", isEmpty);
    this.parts.details.hidden = isEmpty;
  }

  /** Marks the position under the pointer, or else the one that is shown. */
  private mark(): void {
    const { now, model, values, options, parts } = this;
    const at = options.cursor?.at ?? this.position;
    const { top, bottom } = this.box();
    if (now === null || at < 0) return;
    if (model !== null) this.cursor.setAttribute("d", `M${model.x(at).toFixed(1)},${top}V${height - bottom}`);
    if (now.readout === undefined || values === null) return;
    const text = values.show({ ...now.readout, looks: now.looks }, at);
    setAttributes(parts.svg, {
      "aria-valuemax": now.end,
      "aria-valuenow": Math.min(at, now.end),
      "aria-valuetext": text,
    });
  }

  private follow(): void {
    const { onPick, cursor: shared } = this.options;
    const { svg } = this.parts;
    followPointer(svg, () => this.model, onPick, shared);
    if (!shared) return;
    shared.follow(() => this.mark());
    const move = (at: number): void => {
      // The next key may come before the next frame.
      this.showCursor(at);
      onPick(at, -1);
    };
    followKeys(svg, () => [this.position, this.now?.end ?? 0], move);
  }
}

/** Picks the position under a pressed pointer. A pointer that hovers moves the shared cursor. */
function followPointer(
  svg: SVGSVGElement,
  model: () => ChartModel | null,
  onPick: ChartOptions["onPick"],
  shared: SharedCursor | undefined,
): void {
  const follow = (event: PointerEvent): void => {
    const drawn = model();
    if (drawn === null) return;
    const { left, top } = svg.getBoundingClientRect();
    const at = drawn.positionAt(event.clientX - left);
    shared?.move(at);
    if (event.buttons === 1) onPick(at, drawn.nearest(at, event.clientY - top));
  };
  svg.addEventListener("pointerdown", follow);
  svg.addEventListener("pointermove", follow);
  for (const end of ["pointerleave", "pointercancel"]) svg.addEventListener(end, () => shared?.move(null));
}

/** Makes a chart a slider over its positions. */
function followKeys(
  svg: SVGSVGElement,
  place: () => readonly [position: number, end: number],
  move: (position: number) => void,
): void {
  setAttributes(svg, { role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": 0, "aria-valuenow": 0 });
  svg.addEventListener("keydown", (event) => {
    const at = positionAfterKey(event.key, ...place());
    if (at === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(at);
  });
}

function setAttributes(element: Element, values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, `${value}`);
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

/** Curves in the looks of their series, and marks on them. */
function lines(model: ChartModel, { series, looks, marks = [] }: ChartContent, { width }: Box): SVGElement[] {
  const own = looksOfLines(series, looks);
  return [
    ...model.lines.map((d, i) => {
      const isFaint = series[i].isFaint === true;
      const { colour, dash } = own[i];
      return s("path", {
        d,
        class: isFaint ? "series faint" : "series",
        stroke: colour,
        "stroke-dasharray": isFaint ? "none" : dashText(dash),
      });
    }),
    ...marks.flatMap(({ series, at, value, name }) => {
      const [x, y] = [model.x(at), model.y(value)];
      const transform = `translate(${x.toFixed(1)},${y.toFixed(1)}) scale(1.2)`;
      const mark = s("path", { d: looks[series].marker, transform, fill: looks[series].colour, class: "head" });
      return name === undefined
        ? [mark]
        : [
            mark,
            s("text", { x: Math.min(x, width - 3.5 * name.length), y: y < 22 ? y + 16 : y - 8, class: "x" }, name),
          ];
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
