import { isRecord } from "../../check/isRecord.ts";

/** The shape of plain data: `?` allows null, `[shape]` is a list, and an object names the fields that must be there. */
export type Shape =
  | "string"
  | "number"
  | "string?"
  | "number?"
  | readonly [Shape]
  | { readonly [field: string]: Shape };

/** Returns whether data of a file has a shape. Other fields are allowed. */
export function hasShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === "string")
    return shape.endsWith("?")
      ? value === null || hasShape(value, shape.slice(0, -1) as Shape)
      : typeof value === shape;
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((item) => hasShape(item, shape[0]));
  return isRecord(value) && Object.entries(shape).every(([field, own]) => hasShape(value[field], own));
}
