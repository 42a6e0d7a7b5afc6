import type { Plain } from "../formats/support/pack.ts";

/** True for a plain object: neither a list nor a typed array. */
export const isPlainRecord = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
