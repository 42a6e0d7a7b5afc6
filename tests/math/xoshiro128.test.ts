/** @file The step of the generator is written once: `Random` and exported dropout call it. */

import { expect, it } from "vitest";
import { dropoutMask } from "../../src/export/javascript/functions/dropout.ts";
import { javascriptFunctions } from "../../src/generated/javascript.ts";
import { Random } from "../../src/index.ts";
import { xoshiro128 } from "../../src/math/xoshiro128.ts";

it("gives the numbers of xoshiro128**, computed by hand from the state 1, 2, 3, 4", () => {
  const state = Uint32Array.of(1, 2, 3, 4);
  expect([1, 2, 3, 4].map(() => xoshiro128(state))).toEqual([11520, 0, 5927040, 70819200]);
});

it("moves the state as Random does", () => {
  const random = new Random(5);
  const state = Uint32Array.from(random.stateDict());
  for (let i = 0; i < 100; i++) expect(xoshiro128(state)).toBe(random.bits());
  expect(Array.from(state)).toEqual(random.stateDict());
});

it("draws the masks of dropout, in exported JavaScript too", () => {
  const random = new Random(5);
  const mask = dropoutMask(100, 0.25, Uint32Array.from(random.stateDict()));
  expect(Array.from(mask)).toEqual(Array.from(mask, () => (random.uniform() < 0.25 ? 0 : Math.fround(1 / 0.75))));
  expect(javascriptFunctions.uniform.calls).toEqual(["xoshiro128"]);
  expect(javascriptFunctions.xoshiro128.calls).toEqual(["rotateLeft"]);
});
