import { h } from "../lab/dom/elements.ts";
import { plotPicture } from "./plotPicture.ts";
import { plotsOf } from "./plotsOf.ts";
import type { ProgramText } from "./programText.ts";

export interface OutputPanel {
  readonly element: HTMLElement;
  print(text: string): void;
  clear(): void;
  text(): string;
  /** Draws the curves in the text. */
  plot(): void;
}

/** The output of a program beside the one on the page, with its curves below. */
export function outputPanel({ expected, isExercise }: ProgramText): OutputPanel {
  const output = box("Output", "");
  const shown = box(isExercise ? "Output before you change it" : "Output on the page", expected);
  const plots = h("div", { className: "plots" });
  const text = (): string => output.pre.textContent ?? "";
  return {
    element: h("div", null, h("div", { className: "outputs" }, output.element, shown.element), plots),
    print: (more) => output.pre.append(more),
    clear() {
      output.pre.textContent = "";
      plots.replaceChildren();
    },
    text,
    plot: () => plots.replaceChildren(...plotsOf(text()).map(plotPicture)),
  };
}

/** A text with its name. It scrolls, by keys too. */
function box(name: string, text: string): { element: HTMLElement; pre: HTMLPreElement } {
  const pre = h("pre", { tabIndex: 0, attributes: { role: "region", "aria-label": name } }, text);
  return { element: h("div", null, h("p", { className: "name" }, name), pre), pre };
}
