import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { count } from "../check/kinds.ts";
import { unknownName } from "../check/unknownName.ts";
import { parseSchedule } from "../schedules/parseSchedule.ts";
import * as registry from "../schedules/registry.ts";
import type { Argument, Schedule } from "../schedules/schedule.ts";
import { callText } from "../schedules/support/callText.ts";
import { type Sampled, scheduleMistake } from "./support/scheduleMistake.ts";

export interface CheckScheduleOptions {
  /** The name of a schedule, with `args`, or its whole call as text: `warmup(10, cosine(0.1, 100))`. */
  like: string;
  /** The arguments of the schedule named, in its order. */
  args?: readonly Argument[];
  /** Compares t = 1, …, steps. Default: 1.5 times the durations in the call together, 100 to 20,000. */
  steps?: number;
}

export interface ScheduleReport {
  passed: boolean;
  /** The verdict: the first t that differs, both values, and the mistake that explains the difference. */
  message: string;
  /** The first difference, or null. */
  first: { t: number; actual: number; expected: number } | null;
  /** The mistake that gives every value within rounding, in words, or null. */
  explanation: string | null;
}

/** Values in Float32 pass. */
const tolerance = 1e-7;

/**
 * Compares a function of t = 1, 2, … with a published schedule. Names the first t that differs, and the mistake that
 * explains it: t counted from 0, a duration that is one off, epochs for steps, another schedule.
 *
 *     checkSchedule((t) => 0.05 * (1 + Math.cos((Math.PI * t) / 100)), { like: "cosine", args: [0.1, 100] }).message
 *     // t = 1: must be 0.1, got 0.0999753… It is cosine(0.1, 100, 0) one step ahead: …
 *
 * @example checkSchedule((t) => 0.1 / (1 + t), { like: "reciprocal", args: [0.1, 1] }).passed // true
 */
export function checkSchedule(f: (t: number) => number, options: CheckScheduleOptions): ScheduleReport {
  checkOptions("checkSchedule", options, ["like", "args", "steps"]);
  if (typeof f !== "function")
    throw new TypeError(`checkSchedule: the schedule must be a function of t, got ${describeValue(f)}`);
  const reference = referenceOf(options);
  const steps = checkArgument("checkSchedule", "steps", options.steps, count.or(stepsOf(reference)));
  const like = callText(reference);
  const sampled = sample(f, steps);
  if (typeof sampled === "string") return { passed: false, message: sampled, first: null, explanation: null };
  const expected = Float64Array.from(sampled, (_, i) => reference(i + 1));
  const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const at = sampled.findIndex((x, i) => !(Math.abs(x - expected[i]) <= tolerance * scale));
  if (at < 0)
    return {
      passed: true,
      message: `this is ${like}: the first ${steps} values agree`,
      first: null,
      explanation: null,
    };
  const given: Sampled = { values: sampled, allowed: tolerance * scale };
  const explanation = scheduleMistake(given, reference);
  const first = { t: at + 1, actual: sampled[at], expected: expected[at] };
  const found = explanation === null ? "no mistake of one step explains it" : `it is ${explanation}`;
  const message = `this is not ${like}: at t = ${first.t} it must be ${first.expected}, got ${first.actual}; ${found}`;
  return { passed: false, message, first, explanation };
}

function referenceOf({ like, args }: CheckScheduleOptions): Schedule {
  if (args === undefined && like.includes("(")) return parseSchedule(like);
  const factories = registry as unknown as Readonly<Record<string, (...args: readonly Argument[]) => Schedule>>;
  if (!Object.hasOwn(factories, like))
    throw new RangeError(unknownName("checkSchedule", "schedule", String(like), Object.keys(factories)));
  return factories[like](...(args ?? []));
}

/** Returns the values at t = 1, …, steps, or what is wrong with one of them. */
function sample(f: (t: number) => number, steps: number): Float64Array | string {
  const values = new Float64Array(steps);
  for (let t = 1; t <= steps; t++) {
    try {
      const value: unknown = f(t);
      if (typeof value !== "number" || !Number.isFinite(value))
        return `at t = ${t} it must be a finite number, got ${describeValue(value)}`;
      values[t - 1] = value;
    } catch (error) {
      return `at t = ${t} it threw: ${error instanceof Error ? error.message : describeValue(error)}`;
    }
  }
  return values;
}

/** 1.5 times the durations of a call and of the schedules in it, so that the end is compared too. */
function stepsOf(schedule: Schedule): number {
  const durations = (argument: Argument): number => {
    if (typeof argument === "function") return Object.values(argument.madeBy?.args ?? {}).reduce<number>(sum, 0);
    const longest = typeof argument === "object" ? Math.max(...argument) : Number(argument);
    return Number.isInteger(longest) && longest > 0 ? longest : 0;
  };
  const sum = (total: number, argument: Argument): number => total + durations(argument);
  return Math.min(20_000, Math.max(100, Math.ceil(1.5 * durations(schedule))));
}
