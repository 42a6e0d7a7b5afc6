import { escapeHtml } from "../../../src/cli/report/svg.ts";
import { parseSchedule } from "../../../src/schedules/parseSchedule.ts";
import { panel } from "./curvePanel.ts";
import { scheduleCalls, updatesShown } from "./scheduleCalls.ts";
import { schedulePanel } from "./schedulePanel.ts";

/** The curve of every call of a schedule, computed by the schedule. A script adds a field to change each call. */
export function scheduleFigure(name: string): string {
  const calls = scheduleCalls.filter((call) => call.startsWith(`${name}(`));
  if (calls.length === 0) throw new Error(`site: scheduleCalls must have a call of ${name}`);
  return `<div class="curves" v-pre>\n${calls.map(element).join("\n")}\n</div>`;
}

function element(call: string): string {
  const updates = updatesShown(call);
  const schedule = parseSchedule(call);
  const said = `${call}: ${[1, updates / 2, updates].map((t) => `${shown(schedule(t))} at t = ${t}`).join(", ")}`;
  return [
    `<schedule-curve call="${escapeHtml(call)}" updates="${updates}">`,
    curveSvg(said, schedulePanel(call, schedule, updates)),
    "</schedule-curve>",
  ].join("");
}

const shown = (value: number): string => `${Number(value.toPrecision(3))}`;

/** A panel as a separate picture. `said` describes it to readers who do not see it. */
export const curveSvg = (said: string, inside: string): string =>
  `<svg class="schedule" viewBox="0 0 ${panel.width} ${panel.height}" role="img" aria-label="${escapeHtml(said)}">${inside.replaceAll("\n", "")}</svg>`;
