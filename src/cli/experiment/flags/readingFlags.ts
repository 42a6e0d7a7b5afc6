import type { Flags } from "../../flags/flags.ts";
import { tableFlags } from "./tableFlags.ts";

/** The flags about how a table is read, not about what is predicted. */
export const readingFlags: Flags = Object.fromEntries(
  ["separator", "decimal", "no-header", "header", "missing"].map((name) => [name, tableFlags[name]]),
);
