import { short } from "../../../src/cli/terminal/numbers.ts";
import { classColours, readColour } from "../network/shades.ts";
import { type Layer, strength } from "../network/weightRates.ts";
import { cellAfterKey, type SharedCursor } from "../sharedCursor.ts";
import { h, setText } from "./elements.ts";

/** A layer's rates as colours, a cell for each weight. The cursor tells the exact rate of its cell in every map. */
export class HeatMap {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { className: "pixels" });
  private readonly mark = h("span", { className: "cell" });
  private readonly box = h(
    "div",
    { className: "heat", tabIndex: 0, attributes: { role: "application" } },
    ...[this.canvas, this.mark],
  );
  private readonly caption = h("figcaption");
  private readonly value = h("p", { className: "hint", attributes: { "aria-live": "polite" } });
  private shown: { layer: Layer; rates: Float64Array | null } | null = null;

  constructor(private readonly cursor: SharedCursor) {
    this.element = h("figure", null, this.caption, this.box, this.value);
    this.followPointer();
    this.followKeys();
    cursor.follow((at) => this.follow(at));
  }

  /** Draws the rates of a layer, or an empty map without rates. */
  draw(text: string, layer: Layer, rates: Float64Array | null): void {
    this.shown = { layer, rates };
    setText(this.caption, text);
    this.box.setAttribute("aria-label", `${text}, ${layer.rows} × ${layer.columns} weights; arrow keys move`);
    paint(this.canvas, layer, rates);
    this.follow(this.cursor.at);
  }

  /** Marks a cell, and tells its rate. */
  private follow(at: number | null): void {
    const { shown, mark, value } = this;
    if (shown === null) return;
    const { layer, rates } = shown;
    const isInside = at !== null && at < layer.rows * layer.columns;
    mark.hidden = !isInside;
    setText(value, isInside ? cellText(layer, rates, at) : "Point at a weight.");
    if (!isInside) return;
    const [width, height] = [100 / layer.columns, 100 / layer.rows];
    Object.assign(mark.style, {
      left: `${(at % layer.columns) * width}%`,
      top: `${Math.floor(at / layer.columns) * height}%`,
      width: `${width}%`,
      height: `${height}%`,
    });
  }

  private followPointer(): void {
    const { box, cursor } = this;
    const point = ({ clientX, clientY }: PointerEvent): void => {
      if (this.shown === null) return;
      const { left, top, width, height } = this.canvas.getBoundingClientRect();
      const place = (at: number, size: number, count: number): number =>
        Math.min(count - 1, Math.max(0, Math.floor((at / size) * count)));
      const { rows, columns } = this.shown.layer;
      cursor.move(place(clientY - top, height, rows) * columns + place(clientX - left, width, columns));
    };
    box.addEventListener("pointermove", point);
    box.addEventListener("pointerdown", point);
    box.addEventListener("pointerleave", () => document.activeElement !== box && cursor.move(null));
  }

  private followKeys(): void {
    const { box, cursor } = this;
    box.addEventListener("focus", () => cursor.move(cursor.at ?? 0));
    box.addEventListener("blur", () => cursor.move(null));
    box.addEventListener("keydown", (event) => {
      if (this.shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = cellAfterKey(event.key, cursor.at ?? 0, this.shown.layer.rows, this.shown.layer.columns);
      if (at === null) return;
      event.preventDefault();
      cursor.move(at);
    });
  }
}

function cellText({ columns }: Layer, rates: Float64Array | null, at: number): string {
  const place = `row ${Math.floor(at / columns)}, column ${at % columns}`;
  const rate = rates?.[at] ?? Number.NaN;
  if (Number.isNaN(rate)) return `${place}: none`;
  return `${place}: ${short(rate)}${rate < 0 ? ", up its gradient" : ""}`;
}

/** One pixel a weight; the browser enlarges them. */
function paint(canvas: HTMLCanvasElement, { rows, columns }: Layer, rates: Float64Array | null): void {
  [canvas.width, canvas.height] = [columns, rows];
  const page = readColour(getComputedStyle(canvas).getPropertyValue("--stage"));
  const image = new ImageData(columns, rows);
  for (let i = 0; i < rows * columns; i++) {
    const rate = rates?.[i] ?? Number.NaN;
    const share = strength(rate);
    const colour = classColours[rate < 0 ? 1 : 0];
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = Math.round((1 - share) * page[c] + share * colour[c]);
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}
