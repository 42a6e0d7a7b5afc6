/** @file What an argument must be: a test and the words for it, which the error message needs. */
import type { Argument } from "../schedule.ts";

export interface Kind {
  readonly text: string;
  holds(value: unknown): boolean;
  /** The value of an argument that is not given; without one it must be. */
  readonly fallback?: Argument | boolean;
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1;
/** Not a factory such as `cosine`, which has yet to be called. */
const isSchedule = (value: unknown): boolean => typeof value === "function" && !("parameters" in value);

export const finite: Kind = { text: "a finite number", holds: isNumber };
export const positive: Kind = {
  text: "a finite number above 0",
  holds: (value) => isNumber(value) && value > 0,
};
export const nonNegative: Kind = {
  text: "a finite number, 0 or more",
  holds: (value) => isNumber(value) && value >= 0,
};
export const fraction: Kind = {
  text: "at least 0 and below 1",
  holds: (value) => isNumber(value) && value >= 0 && value < 1,
};
/** What a repeated factor may be: powers of more than 1 overflow, and then 0 · ∞ is NaN. */
export const shrinking: Kind = {
  text: "at least 0 and at most 1",
  holds: (value) => isNumber(value) && value >= 0 && value <= 1,
};
export const count: Kind = { text: "a whole number, 1 or more", holds: isCount };
export const countOrZero: Kind = {
  text: "a whole number, 0 or more",
  holds: (value) => value === 0 || isCount(value),
};
export const numbers: Kind = {
  text: "a list of finite numbers, at least one",
  holds: (value) => Array.isArray(value) && value.length > 0 && value.every(isNumber),
};
export const ascendingCounts: Kind = {
  text: "a list of whole numbers, 1 or more, each above the one before",
  holds: (value) =>
    Array.isArray(value) && value.every((n, i) => isCount(n) && (i === 0 || n > value[i - 1])) && value.length > 0,
};
export const schedule: Kind = { text: "a schedule, such as constant(0.1)", holds: isSchedule };
export const numberOrSchedule: Kind = {
  text: "a finite number or a schedule",
  holds: (value) => isNumber(value) || isSchedule(value),
};

/** One of these values; the first is the default. */
export const choice = (...values: [Argument | boolean, ...(Argument | boolean)[]]): Kind => ({
  text: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
  holds: (value) => values.includes(value as Argument),
  fallback: values[0],
});

export const optional = (kind: Kind, fallback: Argument): Kind => ({ ...kind, fallback });

/** The value if it is of that kind, the default if it is not given; throws saying which argument of whom is wrong. */
export function check<T>(who: string, name: string, kind: Kind, value: T | undefined): T {
  if (value === undefined && kind.fallback !== undefined) return kind.fallback as T;
  if (value === undefined) throw new RangeError(`${who}: ${name} is missing; it needs to be ${kind.text}`);
  if (!kind.holds(value)) throw new RangeError(`${who}: ${name} is ${show(value)}; it needs to be ${kind.text}`);
  return value;
}

/** Settings given by name, checked, with defaults filled in. */
export function settle<T extends object>(who: string, kinds: { [K in keyof T]: Kind }, given: Partial<T>): T {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(kinds, name)) {
      throw new RangeError(`${who}: there is no "${name}"; valid are ${Object.keys(kinds).join(", ")}`);
    }
  }
  const names = Object.keys(kinds) as (keyof T & string)[];
  return Object.fromEntries(names.map((name) => [name, check(who, name, kinds[name], given[name])])) as T;
}

function show(value: unknown): string {
  if (typeof value === "function") return "madeBy" in value ? "a schedule" : `the function ${value.name}`;
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
