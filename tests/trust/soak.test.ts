/** @file `npm run soak`, in seconds: resuming in new processes, kills, mutations of files, many steps; and its table. */
import { afterAll, expect, it } from "vitest";
import { atLeast, atMost, figureTable, known, measured, same } from "../../scripts/soak/figures.ts";
import { quick, soak } from "../../scripts/soak/parts.ts";
import { removeFolders } from "./childProcess.ts";

afterAll(removeFolders);

it("the quick soak misses no limit", async () => {
  const figures = await soak(quick, () => {});
  expect(figures.filter(({ passed }) => !passed)).toEqual([]);
  const value = (what: RegExp) => figures.find((figure) => what.test(figure.what))?.value;
  expect(value(/^runs of 12 steps/)).toBeGreaterThan(80);
  expect(value(/^of them refused/)).toBeGreaterThan(500);
  expect(value(/^of them refused/)).toBeLessThan(1000);
  expect(value(/^steps, twice/)).toBe(40_000);
}, 150_000);

it("a missed limit, other bits and an error are failures, and the table says so", async () => {
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
