/** @file `npm run soak -- --quick`: resuming in new processes, kills, broken files, many steps. */
import { afterAll, expect, it } from "vitest";
import { removeFolders } from "../support/runProgram.ts";
import { quick, soak } from "../support/soak/parts.ts";

afterAll(removeFolders);

it("the quick soak meets every limit", async () => {
  const figures = await soak(quick, () => {});
  expect(figures.filter(({ passed }) => !passed)).toEqual([]);
  const value = (what: RegExp) => figures.find((figure) => what.test(figure.what))?.value;
  expect(value(/^runs of 12 steps/)).toBeGreaterThan(80);
  expect(value(/^of them refused/)).toBeGreaterThan(500);
  expect(value(/^of them refused/)).toBeLessThan(1000);
  expect(value(/^steps, twice/)).toBe(40_000);
}, 600_000);
