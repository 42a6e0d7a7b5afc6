/**
 * Returns whether a value is a plain object: what `{}`, `JSON.parse` and `structuredClone` make.
 * Arrays, typed arrays, Maps and instances of classes are not. The test also holds for objects of another realm.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
