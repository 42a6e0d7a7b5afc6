/** @file Kinds of arguments as data: a test, and its words for error messages. */
import { checkArgument } from "./checkArgument.ts";

/**
 * A kind of argument. `text` completes "must be …", `holds` is the test.
 *
 *     positive.text         // "a finite number > 0"
 *     positive.holds(0)     // false
 *     positive.or(1e-3)     // the same range, with a default: range and default stand side by side
 */
export interface Kind<T = unknown> {
  readonly text: string;
  holds(value: unknown): value is T;
  /** The value of an argument that is not given. Without a fallback the argument is required. */
  readonly fallback?: T;
  /** The same kind with this default. Throws a RangeError if the default is not of the kind. */
  or(fallback: T): KindWithDefault<T>;
}

export type KindWithDefault<T = unknown> = Kind<T> & { readonly fallback: T };

/**
 * Makes a kind from its words and its test.
 *
 * @example kind("an even integer", (value) => Number.isInteger(value) && value % 2 === 0).holds(3) // false
 */
/* @__NO_SIDE_EFFECTS__ */ export function kind<T>(text: string, holds: (value: never) => boolean): Kind<T> {
  const own = {
    text,
    holds: holds as (value: unknown) => value is T,
    or: (fallback: T): KindWithDefault<T> =>
      Object.freeze({ ...own, fallback: checkArgument("kind", "a default", fallback, own) }),
  };
  return Object.freeze(own);
}

export const finite = kind<number>("a finite number", (value: number) => Number.isFinite(value));
export const positive = kind<number>("a finite number > 0", (value: number) => Number.isFinite(value) && value > 0);
export const nonNegative = kind<number>(
  "a finite number >= 0",
  (value: number) => Number.isFinite(value) && value >= 0,
);
/** A factor of growth. */
export const growth = kind<number>("a finite number >= 1", (value: number) => Number.isFinite(value) && value >= 1);
/** A decay rate such as β₁: at 1 nothing new would enter the average. */
export const fraction = kind<number>("in [0, 1)", (value: number) => Number.isFinite(value) && value >= 0 && value < 1);
/** A probability, or a factor whose powers must not overflow. */
export const unitInterval = kind<number>(
  "in [0, 1]",
  (value: number) => Number.isFinite(value) && value >= 0 && value <= 1,
);
export const share = kind<number>("in (0, 1]", (value: number) => Number.isFinite(value) && value > 0 && value <= 1);

export const integer = kind<number>("an integer", (value: number) => Number.isSafeInteger(value));
export const count = kind<number>("an integer >= 1", (value: number) => Number.isSafeInteger(value) && value >= 1);
export const countOrZero = kind<number>(
  "an integer >= 0",
  (value: number) => Number.isSafeInteger(value) && value >= 0,
);

/** Returns whether all values of a kind are whole numbers. */
export const isWhole = ({ text }: Pick<Kind, "text">): boolean => text.startsWith(integer.text);

export const boolean = kind<boolean>("true or false", (value: unknown) => typeof value === "boolean");

/** A non-empty list whose items are all of one kind. */
export const listOf = <T>(item: Kind<T>): Kind<readonly T[]> =>
  kind(
    `a non-empty list, each ${item.text}`,
    // Spread: `every` alone would pass over holes.
    (value: unknown) => Array.isArray(value) && value.length > 0 && [...value].every((one) => item.holds(one)),
  );

/**
 * One of these values.
 *
 * @example oneOf("mean", "sum").text // '"mean" or "sum"'
 */
export function oneOf<const T extends readonly (string | number | boolean)[]>(...values: T): Kind<T[number]> {
  const names = values.map((value) => JSON.stringify(value));
  const text = names.length < 3 ? names.join(" or ") : `one of ${names.join(", ")}`;
  return kind(text, (value: unknown) => values.includes(value as T[number]));
}
