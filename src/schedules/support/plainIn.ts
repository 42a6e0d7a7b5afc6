import type { Schedule } from "../schedule.ts";

/** Returns the schedules inside a schedule, itself included, that no factory made: custom functions and followers. */
export function plainIn(schedule: Schedule): Schedule[] {
  if (!schedule.madeBy) return [schedule];
  return Object.values(schedule.madeBy.args).flatMap((part) => (typeof part === "function" ? plainIn(part) : []));
}
