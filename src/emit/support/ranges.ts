/** @file The ranges of hyperparameters as numbers, for checks in other languages. */
import {
  count,
  countOrZero,
  finite,
  fraction,
  growth,
  integer,
  type Kind,
  nonNegative,
  positive,
  share,
  unitInterval,
} from "../../check/kinds.ts";

/** A finite number between two bounds. A bound that is missing is infinite. */
export interface Range {
  readonly low?: number;
  /** "<" if the bound itself is excluded. */
  readonly below?: "<" | "<=";
  readonly high?: number;
  readonly above?: "<" | "<=";
  readonly whole?: true;
}

const ranges: readonly (readonly [Kind<number>, Range])[] = [
  [finite, {}],
  [positive, { low: 0, below: "<" }],
  [nonNegative, { low: 0, below: "<=" }],
  [growth, { low: 1, below: "<=" }],
  [fraction, { low: 0, below: "<=", high: 1, above: "<" }],
  [unitInterval, { low: 0, below: "<=", high: 1, above: "<=" }],
  [share, { low: 0, below: "<", high: 1, above: "<=" }],
  [integer, { whole: true }],
  [count, { low: 1, below: "<=", whole: true }],
  [countOrZero, { low: 0, below: "<=", whole: true }],
];

/** Returns the texts of the kinds whose range passes a test. */
export const textsWhere = (holds: (range: Range) => boolean): readonly string[] =>
  ranges.filter(([, range]) => holds(range)).map(([{ text }]) => text);

/** Returns the range of a kind. Throws if the kind is not an interval. */
export function rangeOf({ text }: Kind<number>): Range {
  const found = ranges.find(([kind]) => kind.text === text);
  if (found === undefined) throw new RangeError(`emit: no range is known for the kind "${text}"; add it to ranges.ts`);
  return found[1];
}
