import type { Series, ValueAxis } from "./chartModel.ts";
import type { Look } from "./look.ts";

/** The values at a position, as text. */
export interface ReadoutText {
  /** The position in words, such as `step 12`. */
  position(at: number): string;
  readonly names: readonly string[];
  value(series: number, at: number): string;
}

/** The numbers of a chart and their looks. */
export interface ChartContent extends ValueAxis {
  readonly series: readonly Series[];
  readonly looks: readonly Look[];
  /** The last position of the axis. */
  readonly end: number;
  /** A value to mark by a line across the chart. */
  readonly guide?: number;
  /** Positions to label; without them, round numbers. */
  readonly labels?: readonly { readonly at: number; readonly text: string }[];
  /** Points to mark on their series, with a letter above where they have a name. */
  readonly marks?: readonly {
    readonly series: number;
    readonly at: number;
    readonly value: number;
    readonly name?: string;
  }[];
  /** The values at a position, for a chart with a cursor. */
  readonly readout?: ReadoutText;
  /** The same numbers as a table: the head, and at most 25 rows. */
  table(): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** The look of every line; a faint line without its own has that of the series before which it stands. */
export function looksOfLines(series: readonly Series[], looks: readonly Look[]): readonly Look[] {
  let rank = 0;
  return series.map(({ look, isFaint }) => look ?? looks[isFaint === true ? rank : rank++]);
}
