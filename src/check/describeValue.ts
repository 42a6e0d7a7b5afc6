import { excerpt, harmless } from "./excerpt.ts";

/**
 * Describes a value in a few words, for error messages. Long lists are counted, not shown.
 *
 * @example describeValue([3, 2]) // "[3,2]"
 * @example describeValue(new Float32Array(9)) // "Float32Array of 9"
 * @example describeValue(new Map()) // "an object of class Map"
 */
export function describeValue(x: unknown): string {
  if (typeof x === "string") return excerpt(x);
  if (typeof x === "function") return x.name ? `the function ${harmless(x.name)}` : "a function";
  if (Object(x) !== x) return Object.is(x, -0) ? "-0" : String(x);
  if (Array.isArray(x))
    return x.length < 7 && x.every((item) => typeof item === "number") ? `[${x}]` : `an array of ${x.length}`;
  // A class may have a static member `name`, of any type.
  const name = harmless(Object.getPrototypeOf(x)?.constructor?.name || "Object");
  if (ArrayBuffer.isView(x)) return `${name} of ${(x as Float32Array).length ?? x.byteLength}`;
  return name === "Object" ? "an object" : `an object of class ${name}`;
}
