import type { Lab } from "../lab.ts";
import { netCsv } from "../network/netCsv.ts";
import { netPicture } from "../network/netPicture.ts";
import type { NetRun } from "../network/netRun.ts";
import { netSnippet } from "../network/netSnippet.ts";
import { copyBox } from "./copyBox.ts";
import { h } from "./elements.ts";
import { saveButton } from "./saveButton.ts";

/** Buttons that save the curves as SVG and CSV, and copy a program that trains up to the step shown. */
export const netSaving = (lab: Lab, run: () => NetRun): HTMLElement =>
  h(
    "div",
    { className: "row wrap saving" },
    saveButton("Save SVG", "networks.svg", "image/svg+xml", () => netPicture(run(), lab.state.net)),
    saveButton("Save CSV", "networks.csv", "text/csv", () => netCsv(run())),
    copyBox("Code", "Program that trains these networks", () =>
      netSnippet(run(), Math.min(lab.state.net.t, run().done)),
    ),
  );
