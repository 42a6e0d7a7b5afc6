/** @file A schedule as JSON and back, for checkpoints and logs. */
import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import { unknownName } from "../check/unknownName.ts";
import type { Argument, Schedule } from "./schedule.ts";
import { factoryOf } from "./support/factoryOf.ts";

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

/** The limit of parseSchedule. */
const deepest = 50;

export function restore(json: unknown, depth: number): Schedule {
  if (depth > deepest) throw new RangeError(`fromDescription: schedules must be at most ${deepest} levels deep`);
  const { name, args } = isRecord(json) ? json : {};
  if (typeof name !== "string" || !isRecord(args)) {
    throw new TypeError(
      `fromDescription: a description must be { name: "…", args: { … } }, got ${describeValue(json)}`,
    );
  }
  const factory = factoryOf("fromDescription", name);
  const parameters = Object.keys(factory.parameters);
  for (const key of Object.keys(args)) {
    if (!parameters.includes(key))
      throw new RangeError(unknownName(`fromDescription: ${name}`, "argument", key, parameters));
  }
  return factory(
    ...parameters.map((key) => (Object.hasOwn(args, key) ? restoreArgument(args[key], depth + 1) : undefined)),
  );
}

const restoreArgument = (value: unknown, depth: number): unknown => (isRecord(value) ? restore(value, depth) : value);
