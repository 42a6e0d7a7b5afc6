import { parseSchedule } from "../schedules/parse.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { UsageError } from "./usageError.ts";

/** The schedule of a text; `where` is the flag that it is from. Throws UsageError, saying at which column it goes wrong. */
export function readSchedule(where: string, text: string): Schedule {
  try {
    return parseSchedule(text);
  } catch (error) {
    const [problem] = (error as Error).message.replace(/^parseSchedule: /, "").split("\n");
    throw new UsageError(`${where} ${JSON.stringify(text)}, ${problem}`);
  }
}
