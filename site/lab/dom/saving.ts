import { csvOf } from "../csv.ts";
import type { Lab } from "../lab.ts";
import { pictureOf } from "../picture.ts";
import { pytorchCode } from "../pytorchCode.ts";
import { snippetOf } from "../snippet.ts";
import { copyBox } from "./copyBox.ts";
import { h } from "./elements.ts";

/** Buttons that save the picture as SVG and the paths as CSV, and copy a program that computes them. */
export function saving(lab: Lab): HTMLElement {
  const button = (text: string, name: string, type: string, make: () => string): HTMLButtonElement => {
    const element = h("button", { type: "button" }, text);
    element.addEventListener("click", () => save(name, type, make()));
    return element;
  };
  return h(
    "div",
    { className: "row wrap saving" },
    button("Save SVG", "lab.svg", "image/svg+xml", () => pictureOf(lab.run, lab.state)),
    button("Save CSV", "lab.csv", "text/csv", () => csvOf(lab.run, lab.state)),
    copyBox("Code", "Program with these paths", () => snippetOf(lab.run, lab.state)),
    copyBox("PyTorch", "Program for PyTorch with these paths", () => pytorchCode(lab.run, lab.state)),
  );
}

function save(name: string, type: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href, download: name }).click();
  URL.revokeObjectURL(href);
}
