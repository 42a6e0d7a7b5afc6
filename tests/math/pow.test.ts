import { expect, it } from "vitest";
import { exp } from "../../src/math/exp.ts";
import { exp as anyExp, pow as anyPow } from "../../src/math/portable.ts";
import { pow } from "../../src/math/pow.ts";

it("pow is exact for whole powers, square roots and the ends", () => {
  expect(pow(3, 30)).toBe(205891132094649);
  expect([pow(4, 2.5), pow(16, 0.25), pow(0.7, 1)]).toEqual([32, 2, 0.7]);
  expect([pow(0, 0), pow(0, 0.5), pow(1, 0.3), pow(1e300, 2)]).toEqual([1, 0, 1, Infinity]);
});

it("pow is within 1e-14 of the power, relative to it", () => {
  for (let i = 1; i <= 2000; i++) {
    const [x, y] = [i / 700, (10 * ((i * 37) % 2000)) / 2000];
    expect(Math.abs(pow(x, y) / anyPow(x, y) - 1), `${x} ^ ${y}`).toBeLessThan(1e-14);
  }
});

it("exp is within 2e-15 of the exponential, and 0 far away", () => {
  for (let i = 0; i <= 2000; i++) expect(Math.abs(exp(-i / 50) - anyExp(-i / 50))).toBeLessThan(2e-15);
  expect([exp(-0), exp(-1e9), exp(-Infinity)]).toEqual([1, 0, 0]);
});
