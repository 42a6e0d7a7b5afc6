import type { Dataset } from "../../../src/data/dataset.ts";
import type { Module, Sequential } from "../../../src/nn/index.ts";
import { boundary, frameOf } from "../network/boundary.ts";
import type { LossName } from "../network/netOptions.ts";
import { classColours, readColour, shades } from "../network/shades.ts";
import { h, setText } from "./elements.ts";

const grid = 48;
const side = 320;

export interface NetTile {
  readonly element: HTMLElement;
  /** The caption, with the look of the rule. */
  caption(swatch: Node, text: string): void;
  /** Draws what a network decides, and the data. */
  draw(model: Sequential): void;
}

/** The decision boundary of one network over the training data, in their frame. */
export function netTile(data: Dataset, loss: LossName): NetTile {
  const frame = frameOf(data);
  const canvas = h("canvas", { width: side, height: side, attributes: { role: "img" } });
  const small = h("canvas", { width: grid, height: grid });
  const text = h("span");
  const mark = h("span");
  const element = h("figure", { className: "tile" }, canvas, h("figcaption", null, mark, text));
  return {
    element,
    caption(swatch, words) {
      mark.replaceChildren(swatch);
      setText(text, words);
      canvas.setAttribute("aria-label", `Decision boundary of ${words}`);
    },
    draw(model: Module) {
      const page = readColour(getComputedStyle(canvas).getPropertyValue("--stage"));
      const image = new ImageData(shades(boundary(model, loss, frame, grid), page), grid, grid);
      small.getContext("2d")?.putImageData(image, 0, 0);
      const context = canvas.getContext("2d") as CanvasRenderingContext2D;
      context.imageSmoothingEnabled = true;
      context.drawImage(small, 0, 0, side, side);
      drawPoints(context, data, frame, page);
    },
  };
}
/** Class 0 as circles, class 1 as squares: the classes differ in shape too. */
function drawPoints(
  context: CanvasRenderingContext2D,
  { inputs, labels }: Dataset,
  [low, high]: readonly [number, number],
  page: readonly number[],
): void {
  context.strokeStyle = `rgb(${page.join(",")})`;
  context.lineWidth = 1;
  for (let i = 0; i < labels.length; i++) {
    const [x, y] = [0, 1].map((axis) => ((inputs.data[2 * i + axis] - low) / (high - low)) * side);
    context.fillStyle = `rgb(${classColours[labels[i] === 0 ? 0 : 1].join(",")})`;
    context.beginPath();
    if (labels[i] === 0) context.arc(x, side - y, 3.4, 0, 2 * Math.PI);
    else context.rect(x - 3, side - y - 3, 6, 6);
    context.fill();
    context.stroke();
  }
}
