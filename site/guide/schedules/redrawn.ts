import { terse } from "../../../src/cli/terminal/numbers.ts";
import { parseSchedule } from "../../../src/schedules/parseSchedule.ts";
import { schedulePanel } from "./schedulePanel.ts";

/** The curve of a call and its numbers in words. Null and the reason where the call makes no curve. */
export function redrawn(call: string, updates: number): { marks: string | null; text: string } {
  try {
    const schedule = parseSchedule(call);
    const values = [1, updates / 2, updates].map((t) => ({ t, value: schedule(t) }));
    if (!values.every(({ value }) => Number.isFinite(value)))
      return { marks: null, text: "Its values are not finite." };
    const text = values.map(({ t, value }) => `${terse(value)} at t = ${t}`).join(", ");
    return { marks: schedulePanel(call, schedule, updates), text };
  } catch (error) {
    const [first] = (error as Error).message.split("\n");
    return { marks: null, text: first };
  }
}
