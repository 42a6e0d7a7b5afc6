import type { Dataset } from "../../../src/data/dataset.ts";
import { digitSide } from "../network/digits.ts";
import { type ChannelMap, layerMaps, mostMistakes, pixelsOf, worstDigits } from "../network/digitView.ts";
import { channels } from "../network/netModel.ts";
import { readColour } from "../network/shades.ts";
import { h, setText } from "./elements.ts";
import type { NetTile } from "./netTile.ts";

/** The digits that a network gets most wrong, and the maps of its convolutions for the worst. */
export function digitTile(test: Dataset): NetTile {
  const mark = h("span");
  const text = h("span");
  const mistakes = Array.from({ length: mostMistakes }, () => ({ image: pixelImage(digitSide), words: h("span") }));
  const list = h(
    "ul",
    { className: "mistakes" },
    ...mistakes.map(({ image, words }) => h("li", null, image.element, words)),
  );
  const layers = channels.map((count, i) => ({
    name: h("p", { className: "hint" }),
    images: Array.from({ length: count }, () => pixelImage([digitSide, digitSide / 2 - 2][i])),
  }));
  const maps = layers.flatMap(({ name, images }) => [
    name,
    h("div", { className: "maps" }, ...images.map(({ element }) => element)),
  ]);
  const element = h("figure", { className: "tile digits" }, h("figcaption", null, mark, text), list, ...maps);
  return {
    element,
    caption(swatch, words) {
      mark.replaceChildren(swatch);
      setText(text, words);
    },
    draw(model) {
      const [paper, ink] = coloursOf(element);
      const worst = worstDigits(model, test);
      for (const [i, { image, words }] of mistakes.entries()) {
        const { index, predicted, actual } = worst[i];
        image.draw(pixelsOf(test, index), paper, ink);
        words.classList.toggle("wrong", predicted !== actual);
        setText(words, predicted === actual ? `${actual} ✓` : `${actual}→${predicted}`);
      }
      for (const [i, { name, maps }] of layerMaps(model, test, worst[0].index).entries()) {
        setText(layers[i].name, `${name}: its maps of the first digit`);
        for (const [k, map] of maps.entries()) layers[i].images[k].draw(map, paper, ink);
      }
    },
  };
}

/** The colours of the page and of its ink. */
function coloursOf(element: Element): (readonly number[])[] {
  const style = getComputedStyle(element);
  return ["--stage", "--ink"].map((name) => readColour(style.getPropertyValue(name)));
}

/** A square of few pixels, from the page's colour at 0 to its ink at 1. */
function pixelImage(side: number) {
  const element = h("canvas", {
    width: side,
    height: side,
    className: "pixels",
    attributes: { "aria-hidden": "true" },
  });
  return {
    element,
    draw({ values }: ChannelMap, paper: readonly number[], ink: readonly number[]): void {
      const image = new ImageData(side, side);
      for (const [i, value] of values.entries()) {
        for (let c = 0; c < 3; c++) image.data[4 * i + c] = Math.round(paper[c] + value * (ink[c] - paper[c]));
        image.data[4 * i + 3] = 255;
      }
      element.getContext("2d")?.putImageData(image, 0, 0);
    },
  };
}
