import type { Dataset } from "../../../src/data/dataset.ts";
import { confusion } from "../network/confusion.ts";
import { h, scroller, setText } from "./elements.ts";
import type { NetTile } from "./netTile.ts";

/** The test rows of each class by the class that a network gives them. */
export function tableTile(test: Dataset, classNames: readonly string[]): NetTile {
  const mark = h("span");
  const text = h("span");
  const cells = classNames.map(() => classNames.map(() => h("td")));
  const head = h(
    "tr",
    null,
    h("th", { scope: "col" }, "actual"),
    ...classNames.map((name) => h("th", { scope: "col" }, `→ ${name}`)),
  );
  const rows = classNames.map((name, i) => h("tr", null, h("th", { scope: "row" }, name), ...cells[i]));
  const table = h("table", { className: "confusion" }, h("thead", null, head), h("tbody", null, ...rows));
  const region = scroller("Predicted classes of the test rows", table);
  const element = h("figure", { className: "tile" }, region, h("figcaption", null, mark, text));
  return {
    element,
    caption(swatch, words) {
      mark.replaceChildren(swatch);
      setText(text, words);
      region.setAttribute("aria-label", `Predicted classes of the test rows, ${words}`);
    },
    draw(model) {
      for (const [i, counts] of confusion(model, test).entries())
        for (const [k, count] of counts.entries()) {
          setText(cells[i][k], `${count}`);
          cells[i][k].className = i === k ? "right" : count > 0 ? "wrong" : "";
        }
    },
  };
}
