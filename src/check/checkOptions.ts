import { kindOf } from "./kindOf.ts";

/**
 * Throws in the name of `who` unless `options` is an object with no other keys than `valid`. TypeScript finds such slips
 * when it compiles; a JavaScript user's `{ paddding: 1 }`, or PyTorch's `MaxPool2d(2, 2)`, would be ignored without this.
 */
export function checkOptions(who: string, options: object, valid: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`${who}: its options are ${kindOf(options)}; they need to be an object with ${list(valid)}`);
  }
  for (const key in options) {
    if (!valid.includes(key)) throw new RangeError(`${who}: there is no option "${key}"; valid are ${list(valid)}`);
  }
}

const list = (names: readonly string[]): string => names.join(", ") || "none";
