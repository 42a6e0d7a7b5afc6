/** @file Drawn digits are hard enough: a linear model fails on them, and only on them. */
import { expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { drawnDigits, gauss } from "../../src/data/index.ts";
import { linearAccuracy } from "../support/softmaxRegression.ts";

it("drawn digits keep a linear model under 93 %, trained on 6,000 and tested on 1,000", () => {
  const random = new Random(7);
  const [train, test] = [drawnDigits(6000, { random }), drawnDigits(1000, { random })];
  const accuracy = linearAccuracy(train, test, random, 12);
  expect(accuracy).toBeLessThan(0.93);
  expect(accuracy).toBeGreaterThan(0.8);
});

it("the same linear model separates two clouds at over 98 %", () => {
  const random = new Random(7);
  const [train, test] = [gauss(500, { random }), gauss(500, { random })];
  expect(linearAccuracy(train, test, random, 5)).toBeGreaterThan(0.98);
});
