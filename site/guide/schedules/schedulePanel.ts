import { escapeHtml } from "../../../src/cli/report/svg.ts";
import type { Schedule } from "../../../src/schedules/schedule.ts";
import { curvePanel } from "./curvePanel.ts";

const samples = 200;

/** The curve of a schedule over its first updates, with the call above it. */
export function schedulePanel(call: string, schedule: Schedule, updates: number): string {
  const times = Array.from(
    { length: Math.min(samples, updates) },
    (_, i) => 1 + Math.round((i * (updates - 1)) / (Math.min(samples, updates) - 1)),
  );
  return curvePanel(escapeHtml(call), times, times.map(schedule));
}
