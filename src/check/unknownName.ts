import { excerpt } from "./excerpt.ts";
import { listNames } from "./listNames.ts";
import { nearest } from "./nearest.ts";

/**
 * Returns the message for a name that does not exist. It suggests the nearest name and lists at most ten.
 *
 * @example unknownName("f", "option", "colr", ["color"])
 * // 'f: unknown option "colr"; did you mean "color"? Options: color'
 * @example unknownName("", "flag", "--x", []) // 'unknown flag "--x"; there are none'
 */
export function unknownName(who: string, what: string, given: string, valid: readonly string[]): string {
  const start = `${who === "" ? "" : `${who}: `}unknown ${what} ${excerpt(given)}`;
  if (valid.length === 0) return `${start}; there are none`;
  const guess = nearest(given, valid);
  const hint = guess === undefined ? "" : ` did you mean ${excerpt(guess)}?`;
  const initial = hint ? what[0].toUpperCase() : what[0];
  return `${start};${hint} ${initial}${what.slice(1)}s: ${listNames(valid, 10)}`;
}
