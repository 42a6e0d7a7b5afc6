import { short } from "../../../src/cli/terminal/numbers.ts";
import { classColours, readColour } from "../network/shades.ts";
import { type Layer, strength } from "../network/weightRates.ts";
import { cellAfterKey, type SharedCursor } from "../sharedCursor.ts";
import { h, setText } from "./elements.ts";

export interface HeatMap {
  readonly element: HTMLElement;
  /** Draws the rates of a layer, or an empty map without rates. */
  draw(caption: string, layer: Layer, rates: Float64Array | null): void;
}

/** A layer's rates as colours, a cell for each weight. The cursor tells the exact rate of its cell in every map. */
export function heatMap(cursor: SharedCursor): HeatMap {
  const canvas = h("canvas", { className: "pixels" });
  const mark = h("span", { className: "cell" });
  const box = h("div", { className: "heat", tabIndex: 0, attributes: { role: "application" } }, canvas, mark);
  const caption = h("figcaption");
  const value = h("p", { className: "hint", attributes: { "aria-live": "polite" } });
  let shown: { layer: Layer; rates: Float64Array | null } | null = null;

  function follow(at: number | null): void {
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

  const point = ({ clientX, clientY }: PointerEvent): void => {
    if (shown === null) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const place = (at: number, size: number, count: number): number =>
      Math.min(count - 1, Math.max(0, Math.floor((at / size) * count)));
    const { rows, columns } = shown.layer;
    cursor.move(place(clientY - top, height, rows) * columns + place(clientX - left, width, columns));
  };
  box.addEventListener("pointermove", point);
  box.addEventListener("pointerdown", point);
  box.addEventListener("pointerleave", () => document.activeElement !== box && cursor.move(null));
  box.addEventListener("focus", () => cursor.move(cursor.at ?? 0));
  box.addEventListener("blur", () => cursor.move(null));
  box.addEventListener("keydown", (event) => {
    if (shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cellAfterKey(event.key, cursor.at ?? 0, shown.layer.rows, shown.layer.columns);
    if (at === null) return;
    event.preventDefault();
    cursor.move(at);
  });
  cursor.follow(follow);
  return {
    element: h("figure", null, caption, box, value),
    draw(text, layer, rates) {
      shown = { layer, rates };
      setText(caption, text);
      box.setAttribute("aria-label", `${text}, ${layer.rows} × ${layer.columns} weights; arrow keys move`);
      paint(canvas, layer, rates);
      follow(cursor.at);
    },
  };
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
