import { panel } from "../site/guide/schedules/curvePanel.ts";
import { scheduleCalls, updatesShown } from "../site/guide/schedules/scheduleCalls.ts";
import { schedulePanel } from "../site/guide/schedules/schedulePanel.ts";
import { parseSchedule } from "../src/schedules/index.ts";
import { writeOrCheck } from "./support/writeOrCheck.ts";

const columns = 3;

const style = `
  text { font: 11px system-ui, sans-serif; fill: #57606a; }
  .call { font: 11px ui-monospace, monospace; fill: #1f2328; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .curve { fill: none; stroke: #0969da; stroke-width: 2; stroke-linejoin: round; }
  .number { text-anchor: end; }
  .update { text-anchor: middle; }
  @media (prefers-color-scheme: dark) {
    text { fill: #8d96a0; }
    .call { fill: #e6edf3; }
    .grid { stroke: #3d444d; }
    .curve { stroke: #58a6ff; }
  }`;

/** The whole picture; the same bytes every time, for schedules are portable. */
function drawSchedules(): string {
  const rows = Math.ceil(scheduleCalls.length / columns);
  const panels = scheduleCalls.map((call, i) => {
    const corner = `${(i % columns) * panel.width} ${Math.floor(i / columns) * panel.height}`;
    return `<g transform="translate(${corner})">\n${schedulePanel(call, parseSchedule(call), updatesShown(call))}\n</g>`;
  });
  const title = "Every learning-rate schedule: its value from the first update on";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns * panel.width} ${rows * panel.height}" role="img" aria-labelledby="title">`,
    `<title id="title">${title}</title>`,
    `<style>${style}\n</style>`,
    ...panels,
    "</svg>\n",
  ].join("\n");
}

writeOrCheck({ "docs/schedules.svg": drawSchedules() });
