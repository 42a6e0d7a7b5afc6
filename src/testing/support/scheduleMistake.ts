/** @file Mistakes of one step that programs make in schedules, tried one after the other. */

import { isWhole } from "../../check/kinds.ts";
import type { Factory } from "../../schedules/defineSchedule.ts";
import * as registry from "../../schedules/registry.ts";
import type { Argument, Schedule } from "../../schedules/schedule.ts";
import { callText } from "../../schedules/support/callText.ts";

/** The values of a schedule at t = 1, 2, …, and the difference that rounding explains. */
export interface Sampled {
  readonly values: Float64Array;
  readonly allowed: number;
}

interface Mistake {
  readonly words: string;
  at(t: number): number;
}

const factories = registry as unknown as Readonly<Record<string, Factory<readonly unknown[]>>>;

/** Returns in words the mistake that turns the reference into the values; null if none does. */
export function scheduleMistake(sampled: Sampled, reference: Schedule): string | null {
  const like = callText(reference);
  const changed = changesOf(reference);
  const candidates: Mistake[] = [
    ...shifts(reference, like),
    ...changed.map(([words, schedule]) => ({ words: `${like} ${words}`, at: schedule })),
    ...changed.flatMap(([words, schedule]) => shifts(schedule, `${like} ${words}, and`)),
    ...warmups(reference, like),
    ...epochs(sampled, reference, like),
    ...multiple(sampled, reference, like),
    ...otherNames(reference).flatMap((other) => [
      { words: callText(other), at: other },
      ...shifts(other, callText(other)),
    ]),
  ];
  return candidates.find((one) => fits(sampled, one))?.words ?? null;
}

const fits = ({ values, allowed }: Sampled, { at }: Mistake): boolean =>
  values.every((value, i) => Math.abs(value - at(i + 1)) <= allowed);

/** Programs that count from 0 are one step ahead. */
const shifts = (schedule: Schedule, like: string): Mistake[] => [
  { words: `${like} one step ahead: it counts t from 0, so pass t − 1`, at: (t) => schedule(t + 1) },
  { words: `${like} one step late: it counts t from 2`, at: (t) => schedule(t - 1) },
  { words: `${like} one step late: it takes its first value twice`, at: (t) => schedule(Math.max(1, t - 1)) },
];

/** A warm-up that ends a step early, or begins at 0. */
function warmups({ madeBy }: Schedule, like: string): Mistake[] {
  if (madeBy?.name !== "warmup") return [];
  const { steps, schedule: then } = madeBy.args as { steps: number; schedule: Schedule };
  return [
    {
      words: `${like} with an exclusive warm-up: the schedule after it begins at t = ${steps}, not at ${steps + 1}`,
      at: (t) => (t < steps ? (then(1) * t) / steps : then(t - steps + 1)),
    },
    {
      words: `${like} with a warm-up from 0: its first step has a rate of 0`,
      at: (t) => (t <= steps ? (then(1) * (t - 1)) / steps : then(t - steps)),
    },
  ];
}

type Change = readonly [words: string, changed: Schedule];

/** The same call with one duration one longer or shorter, or without its epochs. */
function changesOf(schedule: Schedule): Change[] {
  const { madeBy } = schedule;
  if (madeBy === undefined) return [];
  const { name, args } = madeBy;
  const { parameters } = factories[name];
  const withArgument = (key: string, value: Argument): Schedule[] => {
    try {
      return [factories[name](...Object.keys(parameters).map((one) => (one === key ? value : args[one])))];
    } catch {
      return []; // Out of range.
    }
  };
  const inside = Object.entries(args).flatMap(([key, value]): Change[] => {
    if (typeof value === "function")
      return changesOf(value).flatMap(([words, changed]) =>
        withArgument(key, changed).map((one): Change => [words, one]),
      );
    if (typeof value === "object")
      return [1, -1].flatMap((by) =>
        withArgument(
          key,
          value.map((x) => x + by),
        ).map((one): Change => [`with all ${key} ${by > 0 ? "later" : "earlier"} by 1`, one]),
      );
    if (typeof value !== "number" || !isWhole(parameters[key])) return [];
    return [value - 1, value + 1].flatMap((other) =>
      withArgument(key, other).map((one): Change => [`with ${name}'s ${key} ${other} in place of ${value}`, one]),
    );
  });
  const steps: Change[] = name === "perEpoch" ? [["with steps in place of epochs", args.schedule as Schedule]] : [];
  return [...inside, ...steps];
}

/** Values that stay the same during an epoch. */
function epochs({ values }: Sampled, schedule: Schedule, like: string): Mistake[] {
  const length = values.findIndex((value) => value !== values[0]);
  if (length < 2) return [];
  const words = `${like} of epochs of ${length} steps, not of steps`;
  return [
    { words, at: (t) => schedule(Math.ceil(t / length)) },
    { words: `${words}, and counts them from 0`, at: (t) => schedule(Math.ceil(t / length) + 1) },
  ];
}

function multiple({ values }: Sampled, schedule: Schedule, like: string): Mistake[] {
  const at = values.findIndex((_, i) => schedule(i + 1) !== 0);
  if (at < 0) return [];
  const factor = values[at] / schedule(at + 1);
  return [{ words: `${Number(factor.toPrecision(6))} times ${like}`, at: (t) => factor * schedule(t) }];
}

/** Other schedules that take the same arguments. */
function otherNames({ madeBy }: Schedule): Schedule[] {
  if (madeBy === undefined) return [];
  return Object.entries(factories).flatMap(([name, make]) => {
    if (name === madeBy.name) return [];
    try {
      return [make(...Object.values(madeBy.args).slice(0, Object.keys(make.parameters).length))];
    } catch {
      return []; // It takes other arguments.
    }
  });
}
