import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import { unknownName } from "../check/unknownName.ts";
import type { Schedule } from "./schedule.ts";
import { factoryOf } from "./support/factoryOf.ts";

/**
 * Returns the schedule that `describe` described. Runs no code from the JSON: names are looked up, arguments checked.
 * Throws if a name is unknown or an argument is out of range.
 */
export const fromDescription = (json: unknown): Schedule => restore(json, 1);

/** The limit of parseSchedule. */
const deepest = 50;

function restore(json: unknown, depth: number): Schedule {
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
