import { netCsv } from "../network/netCsv.ts";
import type { NetRun } from "../network/netRun.ts";
import { netSnippet } from "../network/netSnippet.ts";
import { copyBox } from "./copyBox.ts";
import { h } from "./elements.ts";
import { saveButton } from "./saveButton.ts";

/** Buttons that save the curves as CSV, and copy a program that trains up to step t. */
export const netSaving = (run: () => NetRun, t: () => number): HTMLElement =>
  h(
    "div",
    { className: "row wrap saving" },
    saveButton("Save CSV", "networks.csv", "text/csv", () => netCsv(run())),
    copyBox("Code", "Program that trains these networks", () => netSnippet(run(), t())),
  );
