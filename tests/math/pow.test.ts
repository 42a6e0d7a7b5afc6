import { expect, it } from "vitest";
import { exp } from "../../src/math/exp.ts";
import { exp as anyExp, powInt } from "../../src/math/portable.ts";
import { pow } from "../../src/math/pow.ts";
import table from "./portable.json" with { type: "json" };

it("pow is exact for whole powers, square roots and the ends", () => {
  expect(pow(3, 30)).toBe(205891132094649);
  expect([pow(4, 2.5), pow(16, 0.25), pow(0.7, 1)]).toEqual([32, 2, 0.7]);
  expect([pow(0, 0), pow(0, 0.5), pow(1, 0.3), pow(1e300, 2)]).toEqual([1, 0, 1, Infinity]);
});

it("pow is within 1e-14 of the 50-digit value, relative to it, and 1.2e-16 more for each unit of the exponent", () => {
  const rows = table.pow.filter(([, y]) => y >= 0);
  expect(rows.length).toBeGreaterThan(90);
  for (const [x, y, power] of [...rows, [1.0001095619735276, 1048575, 7.775547228861165e49]])
    expect(Math.abs(pow(x, y) / power - 1), `${x} ^ ${y}`).toBeLessThan(1e-14 + 1.2e-16 * y);
});

it("pow ends at exponents that overflowed", () => {
  expect([pow(0.96, Infinity), pow(1.5, Infinity), pow(1, Infinity), pow(0.96, 1e308)]).toEqual([0, Infinity, 1, 0]);
});

it("powInt ends at exponents that overflowed", () => {
  expect([powInt(0.5, Infinity), powInt(1.5, Infinity), powInt(1, Infinity)]).toEqual([0, Infinity, 1]);
});

it("pow and exp are NaN where an argument is, but 1 for 1 to the power of NaN and NaN to the power of 0, as in C", () => {
  expect([pow(2, NaN), pow(NaN, 2), pow(NaN, 0.5), exp(NaN)]).toEqual([NaN, NaN, NaN, NaN]);
  expect([pow(1, NaN), powInt(1, NaN), pow(NaN, 0), powInt(NaN, 0)]).toEqual([1, 1, 1, 1]);
});

it("exp is within 2e-15 of the exponential, and 0 far away", () => {
  for (let i = 0; i <= 2000; i++) expect(Math.abs(exp(-i / 50) - anyExp(-i / 50))).toBeLessThan(2e-15);
  expect([exp(-0), exp(-1e9), exp(-Infinity)]).toEqual([1, 0, 0]);
});
