import { describe, expect, it } from "vitest";
import { erf } from "../../src/math/erf.ts";

describe("erf", () => {
  // Values of Abramowitz & Stegun, table 7.1, to 16 digits.
  it.each([
    [1e-10, 1.1283791670955126e-10],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [3, 0.9999779095030014],
  ])("of %d is %d to 15 digits, and odd", (x, value) => {
    expect(Math.abs(erf(x) / value - 1)).toBeLessThan(1e-15);
    expect(erf(-x)).toBe(-erf(x));
  });

  it("agrees with Simpson's rule between the points of its polynomials", () => {
    const slope = (x: number): number => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
    for (let x = -6.1; x < 6.1; x += 0.0173) {
      const h = 1e-3;
      const area = (h / 3) * (slope(x - h) + 4 * slope(x) + slope(x + h));
      expect(Math.abs(erf(x + h) - erf(x - h) - area)).toBeLessThan(2e-15);
    }
  });

  it("is 1 beyond 6, and keeps -0 and NaN", () => {
    expect([erf(6.1), erf(-Infinity), erf(Number.NaN), erf(0)]).toEqual([1, -1, Number.NaN, 0]);
    expect(Object.is(erf(-0), -0)).toBe(true);
  });
});
