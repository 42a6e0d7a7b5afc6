/** @file The parts of L-BFGS: its line search, and the pairs that it stores. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import type { ParameterView } from "../../src/optim/rule.ts";
import { emptyHistory, inverseHessianTimes, remember } from "../../src/optim/support/curvature.ts";
import { type LinePoint, strongWolfe } from "../../src/optim/support/strongWolfe.ts";

describe("strongWolfe", () => {
  const settings = { c1: 1e-4, c2: 0.1, evaluations: 50 };
  /** Where φ near its minimum is flatter than its rounding errors no more can be asked for than this. */
  const rough = { ...settings, c2: 0.9 };
  /**
   * The test functions of Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 1994,
   * and a barrier.
   */
  type Curve = (a: number) => number;
  const functions: [string, Curve, Curve, typeof settings][] = [
    ["-a / (a² + 2)", (a) => -a / (a * a + 2), (a) => (a * a - 2) / (a * a + 2) ** 2, settings],
    [
      "(a + 0.004)⁵ − 2 (a + 0.004)⁴",
      (a) => (a + 0.004) ** 5 - 2 * (a + 0.004) ** 4,
      (a) => 5 * (a + 0.004) ** 4 - 8 * (a + 0.004) ** 3,
      rough,
    ],
    ["a² − 2a", (a) => a * a - 2 * a, (a) => 2 * a - 2, settings],
    ["−2a − ln(1 − a), NaN beyond 1", (a) => -2 * a - Math.log(1 - a), (a) => -2 + 1 / (1 - a), settings],
  ];

  it.each(functions)(
    "finds a point of φ(a) = %s where both conditions hold, from far and near",
    (_, phi, slope, { c1, c2, evaluations }) => {
      const at = (alpha: number): LinePoint => ({ alpha, value: phi(alpha), slope: slope(alpha) });
      const start = at(0);
      for (const first of [1e-3, 0.1, 0.9, 10, 1000]) {
        const found = strongWolfe(at, start, first, { c1, c2, evaluations });
        expect(found.alpha).toBeGreaterThan(0);
        expect(found.value).toBeLessThanOrEqual(start.value + c1 * found.alpha * start.slope);
        expect(Math.abs(found.slope)).toBeLessThanOrEqual(c2 * Math.abs(start.slope));
      }
    },
  );

  it("returns the first point if it satisfies the conditions", () => {
    const at = (alpha: number): LinePoint => ({ alpha, value: alpha * alpha - 2 * alpha, slope: 2 * alpha - 2 });
    expect(strongWolfe(at, at(0), 1, settings).alpha).toBe(1);
  });

  it("turns back at a point that is not lower than the one before, even if its slope is negative", () => {
    const beyond = (alpha: number): LinePoint => ({
      alpha,
      value: alpha === 2 ? -0.9 : -5,
      slope: alpha === 2 ? -1 : 0,
    });
    const at = (alpha: number): LinePoint => (alpha <= 1 ? { alpha, value: -alpha, slope: -1 } : beyond(alpha));
    expect(strongWolfe(at, at(0), 1, settings).alpha).toBeGreaterThan(1);
    expect(strongWolfe(at, at(0), 1, settings).alpha).toBeLessThan(2);
  });

  it("halves at least every second time: a minimum beside a cliff takes no more evaluations than bisection twice", () => {
    let calls = 0;
    const steep = (alpha: number): LinePoint => {
      calls++;
      const x = alpha - 1e-3;
      return { alpha, value: x < 0 ? -x : 1e6 * x * x, slope: x < 0 ? -1 : 2e6 * x };
    };
    const found = strongWolfe(steep, steep(0), 1, { ...settings, evaluations: 1000 });
    expect(Math.abs(found.slope)).toBeLessThanOrEqual(0.1);
    expect(calls).toBeLessThan(40);
  });

  it("stops after the limit of evaluations with the lowest point so far, and never rises", () => {
    let calls = 0;
    const falling = (alpha: number): LinePoint => ({ alpha, value: -alpha, slope: ++calls && -1 });
    expect(strongWolfe(falling, falling(0), 1, { ...settings, evaluations: 5 }).alpha).toBe(16);
    expect(calls).toBe(6);
    const rising = (alpha: number): LinePoint => ({ alpha, value: alpha === 0 ? 0 : 1, slope: -1 });
    expect(strongWolfe(rising, rising(0), 1, { ...settings, evaluations: 5 }).alpha).toBe(0);
  });
});

describe("the stored pairs", () => {
  const place = (theta: number[], history = 3): ParameterView => ({
    theta: Float64Array.from(theta),
    state: { ...emptyHistory(theta.length, history) },
    hyper: {},
    t: 1,
    gradient: () => new Float64Array(theta.length),
  });
  const times = (places: ParameterView[], ...gradient: number[][]): number[][] => {
    const direction = gradient.map((g) => new Float64Array(g.length));
    inverseHessianTimes(
      places,
      gradient.map((g) => Float64Array.from(g)),
      direction,
    );
    return direction.map((d) => [...d]);
  };
  const add = (places: ParameterView[], s: number[], y: number[]): void =>
    remember(places, [Float64Array.from(s)], [new Float64Array(s.length)], [Float64Array.from(y)]);

  it("is the identity at first, then the last pair's curvature in directions never tried", () => {
    const one = place([0, 0]);
    expect(times([one], [3, 5])).toEqual([[3, 5]]);
    add([one], [1, 0], [4, 0]);
    expect(times([one], [4, 0])).toEqual([[1, 0]]);
    expect(times([one], [0, 8])).toEqual([[0, 2]]);
  });

  it("satisfies the secant equation H y = s for the latest pair, when the oldest are overwritten too", () => {
    const random = new Random(2);
    const one = place([0, 0, 0, 0]);
    for (let pair = 0; pair < 5; pair++) {
      const s = Array.from({ length: 4 }, () => random.normal());
      const y = s.map((value, i) => (i + 1) * value + 0.1 * random.normal());
      add([one], s, y);
      for (const [i, value] of times([one], y)[0].entries()) expect(value).toBeCloseTo(s[i], 12);
    }
  });

  it("leaves out a pair without positive curvature", () => {
    const one = place([0, 0]);
    add([one], [1, 0], [-4, 0]);
    add([one], [1, 0], [0, 1]);
    expect(one.state.pairs[0]).toBe(0);
  });

  it("is kept for each parameter separately", () => {
    const [old, late] = [place([0]), place([0])];
    add([old], [1], [4]);
    expect(times([old, late], [4], [4])).toEqual([[4], [4]]);
    expect(old.state.pairs[0]).toBe(0);
  });
});
