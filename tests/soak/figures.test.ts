/** @file The figures of `npm run soak` and the table they are printed as. */
import { expect, it } from "vitest";
import { atLeast, atMost, figureTable, known, measured, same } from "../support/soak/figures.ts";

it("a missed limit, different bits and an error fail and are marked in the table", async () => {
  const figures = [
    ...(await measured("a part", async () => [
      known("size", 12),
      atMost("held", 1.23456, 2),
      atMost("missed", 3, 2),
      atMost("no number", Number.NaN, 2),
      atLeast("too few", 1, 2),
      same("bits", ["a1", "b2"]),
    ])),
    ...(await measured("another", async () => {
      throw new Error("out of luck");
    })),
  ];
  expect(figures.map(({ passed }) => passed)).toEqual([true, true, false, false, false, false, false]);
  expect(figureTable(figures).split("\n")).toEqual([
    "part     figure             value        limit",
    "a part   size               12",
    "         held               1.235        at most 2   pass",
    "         missed             3            at most 2   FAIL",
    "         no number          NaN          at most 2   FAIL",
    "         too few            1            at least 2  FAIL",
    "         bits               a1 b2        one         FAIL",
    "another  ended by an error  out of luck  none        FAIL",
  ]);
});
