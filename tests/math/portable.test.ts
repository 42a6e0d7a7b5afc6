import { describe, expect, it } from "vitest";
import { cos, exp, log, powInt, sin, tanh } from "../../src/math/portable.ts";
import { PORTABLE_HASH, portableHash } from "../support/portableHash.ts";
import table from "./portable.json" with { type: "json" };

/** The distance from a float to the next one away from zero. */
function unitInLastPlace(x: number): number {
  const float = new Float64Array([Math.abs(x)]);
  const next = new BigInt64Array(float.buffer);
  next[0] += 1n;
  return float[0] - Math.abs(x);
}

/** The largest error, in units in the last place, over rows of [inputs…, nearest float, remainder]. */
function worst(f: (...inputs: number[]) => number, rows: readonly (readonly number[])[]): number {
  return Math.max(
    ...rows.map((row) => {
      const [nearest, remainder] = row.slice(-2);
      return Math.abs(f(...row.slice(0, -2)) - nearest - remainder) / unitInLastPlace(nearest);
    }),
  );
}

describe("portable functions", () => {
  it.each([
    ["exp", exp, table.exp],
    ["log", log, table.log],
    ["sin", sin, table.sin],
    ["cos", cos, table.cos],
    ["tanh", tanh, table.tanh],
  ] as const)("%s is within 2 units in the last place of the 50-digit value", (_, f, rows) => {
    expect(rows.length).toBeGreaterThan(100);
    expect(worst(f as (...inputs: number[]) => number, rows)).toBeLessThanOrEqual(2);
  });

  it("have the same bits here as in every other engine", () => {
    expect(portableHash()).toBe(PORTABLE_HASH);
  });

  it("overflow to Infinity, underflow to 0 and pass NaN on", () => {
    expect([exp(709.8), exp(Infinity), exp(-745.2), exp(-Infinity), exp(Number.NaN)]).toEqual([
      Infinity,
      Infinity,
      0,
      0,
      Number.NaN,
    ]);
    expect(exp(-745)).toBe(5e-324);
    expect([log(0), log(Infinity), log(-1), log(1)]).toEqual([-Infinity, Infinity, Number.NaN, 0]);
    expect([sin(Infinity), cos(-Infinity), sin(0), cos(0)]).toEqual([Number.NaN, Number.NaN, 0, 1]);
    expect([tanh(Infinity), tanh(-Infinity), tanh(0)]).toEqual([1, -1, 0]);
  });

  it("powInt is exact for whole powers of small whole numbers", () => {
    expect(powInt(3, 30)).toBe(205891132094649);
    expect([powInt(7, 0), powInt(0, 0), powInt(7, 1), powInt(-2, 3)]).toEqual([1, 1, 7, -8]);
    expect(Math.abs(powInt(0.999, 1000) / 0.999 ** 1000 - 1)).toBeLessThan(1000 * 2 ** -53);
  });
});
