import { excerpt } from "./excerpt.ts";

/** What errors call a value that is no tensor, list or text where one is needed: never its numbers, which may be many. */
export function kindOf(x: unknown): string {
  if (Array.isArray(x)) return `an array of ${x.length}`;
  if (ArrayBuffer.isView(x)) return `${x.constructor.name} of ${(x as Float32Array).length}`;
  if (typeof x === "string") return excerpt(x);
  if (typeof x === "object" && x !== null)
    return `an object, ${Object.getPrototypeOf(x)?.constructor.name ?? "without a class"}`;
  return typeof x === "function" ? `a function, ${x.name || "without a name"}` : `${x}`;
}
