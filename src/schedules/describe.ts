/** @file A schedule as JSON and back, for checkpoints and logs. */
import type { Argument, Schedule } from "./schedule.ts";
import { factoryOf } from "./support/registry.ts";

/** The call that makes a schedule; arguments that are schedules are described in their turn. */
export interface Description {
  readonly name: string;
  readonly args: Readonly<Record<string, number | string | readonly number[] | Description>>;
}

/**
 * The name and all arguments of a schedule, as plain JSON.
 * Throws if it, or a schedule it is made of, is a plain function: what a function does cannot be written down.
 *
 *     describe(warmup(100, constant(0.1)))
 *     // { name: "warmup", args: { steps: 100, schedule: { name: "constant", args: { value: 0.1 } } } }
 */
export function describe(schedule: Schedule): Description {
  if (!schedule.madeBy) {
    throw new TypeError(
      `describe: ${schedule.name || "this function"} was not made by a schedule's factory; ` +
        "build it from constant, cosine, sequence, scale, … to describe it",
    );
  }
  const { name, args } = schedule.madeBy;
  return { name, args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, describeArgument(value)])) };
}

const describeArgument = (value: Argument): Description["args"][string] =>
  typeof value === "function" ? describe(value) : value;

/** As deep as parseSchedule goes. */
const deepest = 50;

export function restore(json: unknown, depth: number): Schedule {
  if (depth > deepest)
    throw new RangeError(`fromDescription: schedules can be nested ${deepest} levels deep, not more`);
  const { name, args } = isRecord(json) ? json : {};
  if (typeof name !== "string" || !isRecord(args)) {
    throw new TypeError(`fromDescription: ${JSON.stringify(json)} is not of the form { name: "…", args: { … } }`);
  }
  const factory = factoryOf(name);
  const parameters = Object.keys(factory.parameters);
  for (const key of Object.keys(args)) {
    if (!parameters.includes(key)) {
      throw new RangeError(`fromDescription: ${name} has no argument "${key}"; valid are ${parameters.join(", ")}`);
    }
  }
  return factory(
    ...parameters.map((key) => (Object.hasOwn(args, key) ? restoreArgument(args[key], depth + 1) : undefined)),
  );
}

const restoreArgument = (value: unknown, depth: number): unknown => (isRecord(value) ? restore(value, depth) : value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
