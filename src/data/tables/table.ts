/** The kinds of columns. A date is the number of days since 1970-01-01; a boolean is 1 or 0. */
export const columnKinds = ["number", "boolean", "date", "date, day first", "date, month first", "text"] as const;

export type ColumnKind = (typeof columnKinds)[number];

/** A column of numbers, booleans or dates.   values: [rows] in Float64, NaN where missing */
export interface NumberColumn {
  readonly name: string;
  readonly kind: Exclude<ColumnKind, "text">;
  readonly values: Float64Array;
}

/** A column of texts.   codes: [rows] indices of `texts`, −1 where missing */
export interface TextColumn {
  readonly name: string;
  readonly kind: "text";
  readonly codes: Int32Array;
  /** The different texts in the order of appearance: the first 65,536. */
  readonly texts: readonly string[];
  /** True if there are more texts: cells with one of those have the code −2. */
  readonly hasMore: boolean;
}

export type Column = NumberColumn | TextColumn;

/** A table as read: columns with their kinds, before any preprocessing. */
export interface Table {
  /** The file, for messages. */
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** False if line 1 was data: the columns are then named "1", "2", … */
  readonly hasHeader: boolean;
  /** How the text was read, one line each: separators, dates, missing cells, … */
  readonly notes: readonly string[];
}
