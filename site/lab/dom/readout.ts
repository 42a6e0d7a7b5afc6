import type { ReadoutText } from "../chartContent.ts";
import type { Look } from "../look.ts";
import { h, setText } from "./elements.ts";
import { swatch } from "./swatch.ts";

/** The values of a chart at a position, each beside its look. */
export interface ReadoutContent extends ReadoutText {
  readonly looks: readonly Look[];
}

/** A line of exact values below a chart, which is also its legend. */
export function readout(): { element: HTMLElement; show(content: ReadoutContent, at: number): string } {
  const place = h("span", { className: "place" });
  const element = h("p", { className: "readout" }, place);
  let cells: HTMLElement[] = [];
  let shown = "";
  return {
    element,
    /** Returns the line as one sentence, for screen readers. */
    show(content, at) {
      const { names, looks } = content;
      const key = names.map((name, i) => `${name} ${looks[i].colour} ${looks[i].marker}`).join();
      if (key !== shown) {
        shown = key;
        cells = names.map(() => h("b"));
        const parts = names.map((name, i) => h("span", null, swatch(looks[i]), h("span", null, name), cells[i]));
        element.replaceChildren(place, ...parts);
      }
      setText(place, content.position(at));
      const values = names.map((_, i) => content.value(i, at));
      for (const [i, cell] of cells.entries()) setText(cell, values[i]);
      return `${content.position(at)}: ${names.map((name, i) => `${name} ${values[i]}`).join(", ")}`;
    },
  };
}
