import { describe, expect, it } from "vitest";
import { parseSchedule, type Schedule } from "../../src/schedules/index.ts";

/** Each row: at these updates, these values — the first update, both sides of each boundary, the end, long after. */
const tables: readonly (readonly [string, Readonly<Record<number, number>>])[] = [
  ["constant(0.1)", { 1: 0.1, 1e9: 0.1 }],
  ["piecewiseConstant([10, 20], [3, 2, 1])", { 1: 3, 10: 3, 11: 2, 20: 2, 21: 1, 1e9: 1 }],
  ["exponential(2, 10)", { 1: 2 * Math.exp(-0.1), 10: 2 / Math.E, 20: 2 / Math.E ** 2, 1e9: 0 }],
  ["reciprocal(2, 10)", { 1: 2 / 1.1, 10: 1, 30: 0.5, 90: 0.2 }],
  ["reciprocal(2, 10, 2)", { 1: 2 / 1.21, 10: 0.5, 90: 0.02 }],
  ["linearDecay(1, 4)", { 1: 1, 2: 0.75, 3: 0.5, 4: 0.25, 5: 0, 6: 0, 1e9: 0 }],
  ["linearDecay(1, 4, 3)", { 1: 1, 2: 1.5, 4: 2.5, 5: 3, 6: 3 }],
  ["linearWarmup(4, 2)", { 1: 0.5, 2: 1, 3: 1.5, 4: 2, 5: 2, 1e9: 2 }],
  ["linearWarmup(1)", { 1: 1, 2: 1 }],
  ["untunedWarmup(0.5, 2)", { 1: 0.5, 3: 1.5, 4: 2, 5: 2 }],
  ["untunedWarmup(0, 2)", { 1: 1, 2: 2, 3: 2 }],
  ["stepDecay(1, 10)", { 1: 1, 10: 1, 11: 0.1, 20: 0.1, 21: 0.01 }],
  ["stepDecay(1, 10, 0.5)", { 10: 1, 11: 0.5, 20: 0.5, 21: 0.25 }],
  ["multiStep(1, [10, 15])", { 1: 1, 10: 1, 11: 0.1, 15: 0.1, 16: 0.01, 1e9: 0.01 }],
  ["multiStep(1, [10, 15], 0.5)", { 10: 1, 11: 0.5, 16: 0.25 }],
  ["polynomial(1, 10)", { 1: 1, 6: 0.5, 10: 0.1, 11: 0, 12: 0, 1e9: 0 }],
  ["polynomial(1, 10, 0.2, 2)", { 1: 1, 6: 0.4, 10: 0.208, 11: 0.2, 12: 0.2 }],
  ["inverseSquareRoot(2, 10)", { 1: 2, 10: 2, 11: 2 * Math.sqrt(10 / 11), 40: 1, 1000: 0.2 }],
  ["noam(4, 16)", { 1: 0.5 / 64, 8: 0.5 / 8, 16: 0.125, 17: 0.5 / Math.sqrt(17), 64: 0.0625 }],
  ["noam(4, 16, 3)", { 16: 0.375, 64: 0.1875 }],
  ["cosine(1, 10)", { 1: 1, 2: (1 + Math.cos(Math.PI / 10)) / 2, 6: 0.5, 11: 0, 12: 0, 1e9: 0 }],
  ["cosine(1, 10, 0.2)", { 1: 1, 6: 0.6, 11: 0.2, 12: 0.2 }],
  ["cosineWarmRestarts(1, 10)", { 1: 1, 6: 0.5, 11: 1, 16: 0.5, 21: 1, 1000001: 1 }],
  ["cosineWarmRestarts(1, 10, 2, 0.2)", { 1: 1, 6: 0.6, 11: 1, 21: 0.6, 31: 1, 51: 0.6, 71: 1 }],
  ["oneCycle(1, 100)", { 1: 0.04, 30: 1, 65: (1 + 4e-6) / 2, 100: 4e-6, 101: 4e-6, 1e9: 4e-6 }],
  ["oneCycle(1, 101, 10, 100, 0.5, 2, linear)", { 1: 0.1, 101: 0.001, 102: 0.001 }],
  ["oneCycle(1, 100, 10, 100, 0.3, 3, linear)", { 1: 0.1, 30: 1, 59: 0.1, 100: 0.001, 101: 0.001 }],
  ["oneCycleMomentum(0.8, 0.9, 100)", { 1: 0.9, 30: 0.8, 65: 0.85, 100: 0.9, 101: 0.9 }],
  ["oneCycleMomentum(0.8, 0.9, 100, 0.3, 3, linear)", { 1: 0.9, 30: 0.8, 59: 0.9, 80: 0.9, 100: 0.9 }],
  ["cyclic(1, 3, 4, 2)", { 1: 1, 2: 1.5, 5: 3, 6: 2, 7: 1, 8: 1.5, 11: 3, 13: 1 }],
  ["cyclic(1, 3, 4, 2, triangular2)", { 1: 1, 5: 3, 7: 1, 11: 2, 13: 1, 17: 1.5 }],
  ["cyclic(1, 3, 4, 2, expRange, 0.5)", { 1: 1, 5: 1 + 2 / 16, 7: 1, 11: 1 + 2 / 1024 }],
  ["warmupStableDecay(1, 4, 10, 5)", { 1: 0.25, 4: 1, 5: 1, 14: 1, 15: 1, 16: 0.8, 19: 0.2, 20: 0, 21: 0, 1e9: 0 }],
  ["warmupStableDecay(1, 4, 10, 5, 0.5)", { 4: 1, 15: 1, 16: 0.9, 20: 0.5, 21: 0.5 }],
  ["relativeStep()", { 1: 0.01, 10000: 0.01, 40000: 0.005 }],
  ["relativeStep(warmup)", { 1: 1e-6, 5000: 0.005, 10000: 0.01, 40000: 0.005 }],
  ["sequence(constant(7), 3, linearDecay(1, 2))", { 1: 7, 3: 7, 4: 1, 5: 0.5, 6: 0 }],
  ["warmup(4, linearDecay(1, 2))", { 1: 0.25, 2: 0.5, 4: 1, 5: 1, 6: 0.5, 7: 0 }],
  ["sequence(constant(7), 0, linearDecay(1, 2))", { 1: 1, 2: 0.5, 3: 0 }],
  ["warmup(0, linearDecay(1, 2))", { 1: 1, 2: 0.5, 3: 0 }],
  ["linearWarmup(0, 0.1)", { 1: 0.1, 2: 0.1 }],
  ["warmupStableDecay(1, 0, 0, 2)", { 1: 1, 2: 0.5, 3: 0 }],
  ["noam(4, 0)", { 1: 0.5, 4: 0.25 }],
  ["scale(3, linearDecay(1, 2))", { 1: 3, 2: 1.5, 3: 0 }],
  ["scale(linearWarmup(2), linearDecay(1, 2))", { 1: 0.5, 2: 0.5, 3: 0 }],
  ["perEpoch(3, linearDecay(1, 2))", { 1: 1, 3: 1, 4: 0.5, 6: 0.5, 7: 0 }],
  ["clampBelow(0.4, linearDecay(1, 4))", { 1: 1, 3: 0.5, 4: 0.4, 5: 0.4, 1e9: 0.4 }],
];

describe("every schedule at its first update, around its boundaries and after its end", () => {
  it.each(tables)("%s", (text, table) => {
    const schedule: Schedule = parseSchedule(text);
    for (const [t, value] of Object.entries(table)) {
      expect(Math.abs(schedule(Number(t)) - value), `t = ${t}: ${schedule(Number(t))}, not ${value}`).toBeLessThan(
        1e-14,
      );
    }
  });
});
