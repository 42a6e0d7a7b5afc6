/** @file A schedule as JSON, for checkpoints and logs. */
import { describeValue } from "../check/describeValue.ts";
import type { Schedule } from "./schedule.ts";
import { descriptionOf } from "./support/descriptionOf.ts";
import { plainIn } from "./support/plainIn.ts";

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
  const [plain] = plainIn(schedule);
  if (plain !== undefined) {
    throw new TypeError(
      `describe: the schedule must come from a schedule's factory, got ${describeValue(plain)}; ` +
        "build it from constant, cosine, sequence, scale, …",
    );
  }
  return descriptionOf(schedule);
}
