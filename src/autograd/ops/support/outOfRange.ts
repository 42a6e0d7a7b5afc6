import { describeValue } from "../../../check/describeValue.ts";

/** Says which whole numbers name one of `count` items, and what was given instead. */
export const outOfRange = (count: number, given: unknown): string =>
  `a whole number from 0 to ${count - 1}, got ${typeof given === "bigint" ? `${given}n, a BigInt` : describeValue(given)}`;
