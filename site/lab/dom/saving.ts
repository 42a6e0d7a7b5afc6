import { csvOf } from "../csv.ts";
import type { Lab } from "../lab.ts";
import { pictureOf } from "../picture.ts";
import { pytorchCode } from "../pytorchCode.ts";
import { snippetOf } from "../snippet.ts";
import { copyBox } from "./copyBox.ts";
import { h } from "./elements.ts";
import { saveButton } from "./saveButton.ts";

/** Buttons that save the picture as SVG and the paths as CSV, and copy a program that computes them. */
export const saving = (lab: Lab): HTMLElement =>
  h(
    "div",
    { className: "row wrap saving" },
    saveButton("Save SVG", "lab.svg", "image/svg+xml", () => pictureOf(lab.run, lab.state)),
    saveButton("Save CSV", "lab.csv", "text/csv", () => csvOf(lab.run, lab.state)),
    copyBox("Code", "Program with these paths", () => snippetOf(lab.run, lab.state)),
    copyBox("PyTorch", "Program for PyTorch with these paths", () => pytorchCode(lab.run, lab.state)),
  );
