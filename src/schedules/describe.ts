/** @file A schedule as JSON, for checkpoints and logs. */
import { describeValue } from "../check/describeValue.ts";
import type { Argument, Schedule } from "./schedule.ts";

/** The call that makes a schedule. An argument that is a schedule is described likewise. */
export interface Description {
  readonly name: string;
  readonly args: Readonly<Record<string, number | string | readonly number[] | Description>>;
}

/**
 * Returns the name and all arguments of a schedule, as plain JSON.
 * Throws if the schedule, or one inside it, is a plain function, which cannot be saved.
 *
 *     describe(warmup(100, constant(0.1)))
 *     // { name: "warmup", args: { steps: 100, schedule: { name: "constant", args: { value: 0.1 } } } }
 */
export function describe(schedule: Schedule): Description {
  if (!schedule.madeBy) {
    throw new TypeError(
      `describe: the schedule must come from a schedule's factory, got ${describeValue(schedule)}; ` +
        "build it from constant, cosine, sequence, scale, …",
    );
  }
  const { name, args } = schedule.madeBy;
  return { name, args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, describeArgument(value)])) };
}

const describeArgument = (value: Argument): Description["args"][string] =>
  typeof value === "function" ? describe(value) : value;
