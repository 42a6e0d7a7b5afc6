import { describeValue } from "./describeValue.ts";
import type { Kind } from "./kinds.ts";

/**
 * Returns the value if it is of that kind, or the kind's default if it is undefined.
 * Throws a RangeError otherwise: `adam: beta1 must be in [0, 1), got 2`.
 *
 * @example checkArgument("cosine", "steps", 100, count) // 100
 */
export function checkArgument<T>(who: string, name: string, value: unknown, kind: Kind<T>): T {
  const given = value === undefined ? kind.fallback : value;
  if (kind.holds(given)) return given;
  throw new RangeError(`${who}: ${name} must be ${kind.text}, got ${describeValue(value)}`);
}
