import { mapValues } from "../../check/mapValues.ts";
import type { Description } from "../describe.ts";
import type { Argument, Call, Schedule } from "../schedule.ts";

/** Returns the description of a schedule in which a factory made every part. */
export function descriptionOf(schedule: Schedule): Description {
  const { name, args } = schedule.madeBy as Call;
  return {
    name,
    args: mapValues(args, (value: Argument) => (typeof value === "function" ? descriptionOf(value) : value)),
  };
}
