import { excerpt, showName } from "./excerpt.ts";

const shown = 6;

/**
 * Describes a value in a few words, for error messages. Long lists are counted, not shown.
 *
 * @example describeValue([3, 2]) // "[3,2]"
 * @example describeValue(new Float32Array(9)) // "Float32Array of 9"
 * @example describeValue(new Map()) // "an object of class Map"
 */
export function describeValue(x: unknown): string {
  if (Array.isArray(x)) return describeArray(x);
  if (ArrayBuffer.isView(x)) return `${className(x)} of ${(x as Float32Array).length ?? x.byteLength}`;
  if (typeof x === "string") return excerpt(x);
  if (typeof x === "function") return x.name ? `the function ${showName(x.name)}` : "a function";
  if (typeof x !== "object" || x === null) return Object.is(x, -0) ? "-0" : String(x);
  const name = className(x);
  return name === "Object" || name === "" ? "an object" : `an object of class ${showName(name)}`;
}

function describeArray(items: readonly unknown[]): string {
  const isShort = items.length <= shown && items.every((item) => typeof item === "number");
  return isShort ? `[${items.join(",")}]` : `an array of ${items.length}`;
}

const className = (x: object): string => Object.getPrototypeOf(x)?.constructor?.name ?? "";
