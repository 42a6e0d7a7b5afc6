import { parseSchedule } from "../../schedules/parseSchedule.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import { scheduleNames } from "../../schedules/scheduleNames.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";

/**
 * The schedule of a text; `where` is the flag that it is from. Throws UsageError, saying at which column it goes wrong.
 */
export function readSchedule(where: string, text: string): Schedule {
  const called = [...text.matchAll(/(?<![\w$])([\w$]+)\s*\(/g)].map(([, name]) => name);
  const stranger = called.find((name) => !scheduleNames.includes(name));
  if (stranger !== undefined) throw unknownName("schedule", stranger, scheduleNames, where);
  try {
    return parseSchedule(text);
  } catch (error) {
    const [problem] = (error as Error).message.replace(/^parseSchedule: /, "").split("\n");
    throw new UsageError(`${where} ${JSON.stringify(text)}, ${problem}`);
  }
}
