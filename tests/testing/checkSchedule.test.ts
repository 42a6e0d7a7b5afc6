import { describe, expect, it } from "vitest";
import { parseSchedule, scheduleNames } from "../../src/schedules/index.ts";
import { checkSchedule } from "../../src/testing/checkSchedule.ts";

const cosine = { like: "cosine", args: [0.1, 100] } as const;
const half = (t: number, steps: number): number => 0.05 * (1 + Math.cos(Math.PI * Math.min(1, t / steps)));

describe("checkSchedule", () => {
  it("passes the formula of the paper, also in Float32", () => {
    const report = checkSchedule((t) => Math.fround(half(t - 1, 100)), cosine);
    expect(report).toEqual({
      passed: true,
      message: "this is cosine(0.1, 100, 0): the first 150 values agree",
      first: null,
      explanation: null,
    });
  });

  it("names the first t, both values, and t counted from 0", () => {
    const { passed, first, message } = checkSchedule((t) => half(t, 100), cosine);
    expect([passed, first]).toEqual([false, { t: 1, expected: 0.1, actual: half(1, 100) }]);
    expect(message).toBe(
      `this is not cosine(0.1, 100, 0): at t = 1 it must be 0.1, got ${half(1, 100)}; ` +
        "it is cosine(0.1, 100, 0) one step ahead: it counts t from 0, so pass t − 1",
    );
  });

  const warm = { like: "warmup(10, cosine(0.1, 100))" };
  const cosineOf = (t: number): number => half(t - 1, 100);

  it.each<[string, (t: number) => number, { like: string; args?: readonly number[] }, string]>([
    [
      "a late start",
      (t) => half(Math.max(0, t - 2), 100),
      { like: "cosine(0.1, 100)" },
      "one step late: it takes its first value twice",
    ],
    ["steps − 1", (t) => half(t - 1, 99), cosine, "with cosine's steps 99 in place of 100"],
    ["steps + 1 from 0", (t) => half(t, 101), cosine, "with cosine's steps 101 in place of 100, and one step ahead"],
    [
      "an exclusive warm-up",
      (t) => (t < 10 ? t / 100 : cosineOf(t - 9)),
      warm,
      "exclusive warm-up: the schedule after it begins at t = 10, not at 11",
    ],
    [
      "a warm-up from 0",
      (t) => (t - 1 <= 10 ? (t - 1) / 100 : cosineOf(t - 11)),
      warm,
      "one step late: it counts t from 2",
    ],
    ["a first rate of 0", (t) => (t <= 10 ? (t - 1) / 100 : cosineOf(t - 10)), warm, "with a warm-up from 0"],
    ["a short warm-up", (t) => (t <= 9 ? t / 90 : cosineOf(t - 9)), warm, "with warmup's steps 9 in place of 10"],
    [
      "a wrong inner total",
      (t) => (t <= 10 ? t / 100 : half(t - 11, 101)),
      warm,
      "with cosine's steps 101 in place of",
    ],
    [
      "epochs",
      (t) => half(Math.ceil(t / 20) - 1, 100),
      cosine,
      "cosine(0.1, 100, 0) of epochs of 20 steps, not of steps",
    ],
    ["steps for epochs", cosineOf, { like: "perEpoch(20, cosine(0.1, 100))" }, "with steps in place of epochs"],
    ["ten times", (t) => 10 * cosineOf(t), cosine, "10 times cosine(0.1, 100, 0)"],
    ["another schedule", (t) => 0.1 * Math.max(0, 1 - (t - 1) / 100), cosine, "linearDecay(0.1, 100, 0)"],
    [
      "milestones one early",
      (t) => (t < 30 ? 1 : t < 60 ? 0.1 : 0.01),
      { like: "multiStep(1, [30, 60])" },
      "one step ahead",
    ],
  ])("explains %s", (_, f, options, words) => {
    const { passed, explanation } = checkSchedule(f, options);
    expect([passed, explanation]).toEqual([false, expect.stringContaining(words)]);
  });

  it("says if no mistake of one step explains it", () => {
    const { message, explanation } = checkSchedule((t) => 0.1 * 0.97 ** t, cosine);
    expect([message.endsWith("; no mistake of one step explains it"), explanation]).toEqual([true, null]);
  });

  it("passes every schedule of the library as itself", () => {
    const calls = [
      "clampBelow(1e-3, cosine(0.1, 50))",
      "cosineWarmRestarts(0.1, 10, 2)",
      "cyclic(0.01, 0.1, 5, 5)",
      "exponential(0.1, 30)",
      "inverseSquareRoot(0.1, 10)",
      "noam(512, 40)",
      "oneCycle(0.1, 100)",
      "piecewiseConstant([10, 20], [0.1, 0.01, 0.001])",
      "polynomial(0.1, 100, 0, 2)",
      "sequence(constant(0.1), 10, constant(0.01))",
      "stepDecay(0.1, 30)",
      "untunedWarmup(0.99, 0.1)",
      "warmupStableDecay(0.1, 10, 20, 30)",
    ];
    expect(calls.filter((call) => !scheduleNames.includes(call.split("(")[0]))).toEqual([]);
    expect(calls.filter((like) => !checkSchedule(parseSchedule(like), { like }).passed)).toEqual([]);
  });
});

describe("bad arguments of checkSchedule", () => {
  it.each<[string, unknown, object, string | RegExp]>([
    ["no function", 0.1, cosine, "checkSchedule: the schedule must be a function of t, got 0.1"],
    ["name", half, { like: "cosin" }, 'checkSchedule: unknown schedule "cosin"; did you mean "cosine"?'],
    ["arguments", half, { like: "cosine", args: [0.1] }, "cosine: steps must be an integer >= 1, got undefined"],
    ["steps", half, { ...cosine, steps: 0 }, "checkSchedule: steps must be an integer >= 1, got 0"],
    ["option", half, { ...cosine, arg: [] }, 'checkSchedule: unknown option "arg"'],
    ["text", half, { like: "cosine(" }, /parseSchedule: column/],
  ])("%s", (_, f, options, message) => {
    expect(() => checkSchedule(f as typeof Math.cos, options as typeof cosine)).toThrow(message);
  });

  it.each<[string, (t: number) => unknown, string]>([
    ["NaN", (t) => (t === 3 ? Number.NaN : 0.1), "at t = 3 it must be a finite number, got NaN"],
    ["nothing", () => undefined, "at t = 1 it must be a finite number, got undefined"],
    ["an error", () => (null as never as number[]).length, "at t = 1 it threw: "],
  ])("a schedule that gives %s fails", (_, f, message) => {
    const report = checkSchedule(f as typeof Math.cos, cosine);
    expect([report.passed, report.first, report.message]).toEqual([false, null, expect.stringContaining(message)]);
  });
});
