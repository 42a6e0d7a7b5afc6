import { checkOptions } from "../../check/checkOptions.ts";
import { describeValue } from "../../check/describeValue.ts";
import { isRecord } from "../../check/isRecord.ts";
import type { Decimal } from "./support/cells.ts";
import { type ColumnKind, columnKinds } from "./table.ts";

/** How to read a table. What is not given is recognised. */
export interface TableOptions {
  /** The character between cells. */
  separator?: string;
  /** The character before decimals. */
  decimal?: Decimal;
  /** True if line 1 holds the names of the columns. */
  header?: boolean;
  /** Texts that mark a missing cell, besides an empty one. Default: NA, N/A, n/a, #N/A, NaN, nan, null, NULL, ?. */
  missing?: readonly string[];
  /** Kinds of columns by name. Such a column with another cell is an error. */
  kinds?: Readonly<Record<string, ColumnKind>>;
}

/** Throws for unknown options and for values that no table can have. */
export function checkTableOptions(who: string, options: TableOptions): void {
  checkOptions(who, options, ["separator", "decimal", "header", "missing", "kinds"]);
  const { separator, decimal, header, missing, kinds } = options;
  const check = (name: string, value: unknown, holds: boolean, text: string): void => {
    if (value !== undefined && !holds)
      throw new RangeError(`${who}: ${name} must be ${text}, got ${describeValue(value)}`);
  };
  check("separator", separator, /^[^"\r\n\ufeff]$/.test(`${separator}`), "one character, not a quote or a line end");
  check("decimal", decimal, decimal === "." || decimal === ",", '"." or ","');
  check("header", header, typeof header === "boolean", "true or false");
  const isTexts = Array.isArray(missing) && missing.every((text) => typeof text === "string");
  check("missing", missing, isTexts, "a list of texts");
  const isKinds = isRecord(kinds) && Object.values(kinds).every((kind) => columnKinds.includes(kind));
  check("kinds", kinds, isKinds, `names with kinds of columns: ${columnKinds.join("; ")}`);
}
