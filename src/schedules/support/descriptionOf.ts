import type { Description } from "../describe.ts";
import type { Call, Schedule } from "../schedule.ts";

/** Returns the description of a schedule in which a factory made every part. */
export function descriptionOf(schedule: Schedule): Description {
  const { name, args } = schedule.madeBy as Call;
  const described = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === "function" ? descriptionOf(value) : value,
  ]);
  return { name, args: Object.fromEntries(described) };
}
