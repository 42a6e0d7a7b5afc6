import { describeValue } from "./describeValue.ts";
import { unknownName } from "./unknownName.ts";

/**
 * Throws unless `options` is an object without keys other than `valid`. TypeScript finds such slips in programs that
 * it compiles; in JavaScript `{ paddding: 1 }`, or PyTorch's `MaxPool2d(2, 2)`, would otherwise be ignored.
 * `advice` is put behind the message for an unknown key.
 */
export function checkOptions(
  who: string,
  options: object,
  valid: readonly string[],
  advice = (_key: string): string => "",
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const names = valid.join(", ") || "none";
    throw new TypeError(`${who}: options must be an object with ${names}, got ${describeValue(options)}`);
  }
  for (const key in options) {
    if (!valid.includes(key)) throw new RangeError(unknownName(who, "option", key, valid) + advice(key));
  }
}
