import { describe, expect, it } from "vitest";
import { constant, cosine, newBob, parseSchedule, preview, reduceOnPlateau } from "../../src/schedules/index.ts";

describe("an error names the argument and its valid range", () => {
  it.each([
    ["constant(1e999)", "constant: value must be a finite number, got Infinity"],
    ["cosine(1)", "cosine: steps must be an integer >= 1, got undefined"],
    ["cosine(1, 0)", "cosine: steps must be an integer >= 1, got 0"],
    ["cosine(1, 2.5)", "cosine: steps must be an integer >= 1, got 2.5"],
    ["cosine(1, 2, 0, 3)", "cosine: must have at most 3 arguments (from, steps, to), got 4"],
    ["cosine(constant(1), 2)", "cosine: from must be a finite number, got a function"],
    ["exponential(1, 0)", "exponential: timeConstant must be a finite number > 0, got 0"],
    ["reciprocal(1, 1, -1)", "reciprocal: exponent must be a finite number > 0, got -1"],
    ["untunedWarmup(1)", "untunedWarmup: beta2 must be in [0, 1), got 1"],
    ["stepDecay(1, 2, -0.1)", "stepDecay: factor must be in [0, 1], got -0.1"],
    ["multiStep(1, [3, 2])", "multiStep: milestones must be a non-empty list of increasing integers >= 1, got [3,2]"],
    ["multiStep(1, [3, 3])", "increasing integers >= 1, got [3,3]"],
    ["multiStep(1, [0])", "increasing integers >= 1, got [0]"],
    ["multiStep(1, [])", "increasing integers >= 1, got []"],
    ["piecewiseConstant([1], [])", "piecewiseConstant: values must be a non-empty list, each a finite number, got []"],
    ["piecewiseConstant([1, 2], [1, 2])", "piecewiseConstant: must have 3 values, one more than boundaries, got 2"],
    ["oneCycle(1, 3)", "oneCycle: with 2 phases, warmFraction · steps must be > 1, got 0.3 · 3"],
    [
      "oneCycleMomentum(0.8, 0.9, 9, 0.6, 3)",
      "oneCycleMomentum: with 3 phases, warmFraction · steps must be > 1 and warmFraction at most ½, got 0.6 · 9",
    ],
    ["oneCycle(1, 9, 25, 1e4, 0.3, 4)", "oneCycle: phases must be 2 or 3, got 4"],
    ["cyclic(0, 1, 2, 2, square)", 'cyclic: mode must be one of "triangular", "triangular2", "expRange", got "square"'],
    [
      "cyclic(0, 1, 2, 2, triangular, 0.5)",
      'cyclic: mode must be "expRange" to use factor, got mode "triangular" and factor 0.5',
    ],
    ["warmup(10, 0.1)", "warmup: schedule must be a schedule, such as constant(0.1), got 0.1"],
    ["scale(word, constant(1))", 'scale: factor must be a finite number or a schedule, got "word"'],
  ])("%s", (text, message) => {
    expect(() => parseSchedule(text)).toThrow(message);
  });

  it("NaN, and values that are not numbers", () => {
    expect(() => constant(Number.NaN)).toThrow("constant: value must be a finite number, got NaN");
    expect(() => cosine("1" as unknown as number, 2)).toThrow('cosine: from must be a finite number, got "1"');
    expect(() => preview(constant(1), -1)).toThrow("preview: n must be an integer >= 1, got -1");
  });

  it("settings of the reducers", () => {
    expect(() => newBob({ from: 1, half: 2 } as never)).toThrow(
      'newBob: unknown option "half"; options: from, factor,',
    );
    expect(() => newBob({} as never)).toThrow("newBob: from must be a finite number, got undefined");
    expect(() => reduceOnPlateau({ from: 1, patience: -1 })).toThrow("patience must be an integer >= 0, got -1");
    expect(() => reduceOnPlateau({ from: 1, factor: 1 })).toThrow("factor must be in [0, 1), got 1");
    expect(() => reduceOnPlateau({ from: 1, mode: "low" as "min" })).toThrow('mode must be "min" or "max", got "low"');
  });
});

describe("an error points at the column of the mistake", () => {
  it.each([
    ["", 1, "expected a value"],
    ["cosine(1, 2", 12, 'expected "," or ")"'],
    ["cosine(1, 2))", 13, "expected the end"],
    ["cosine(1,, 2)", 10, "expected a value"],
    ["cosine(1 2)", 10, 'expected "," or ")"'],
    ["multiStep(1, [2, x])", 1, "multiStep: milestones must be a non-empty list of increasing integers >= 1"],
    ["cosine(from=1)", 1, "expected arguments without names"],
    ['cosine("1", 2)', 8, "expected a number, a list or a schedule"],
    [`${"warmup(1, ".repeat(60)}1`, 508, "expected at most 50 levels"],
    ["multiStep(1, [2)", 16, 'expected "," or "]"'],
    ["cosine", 1, "expected a number or a schedule such as cosine(1e-3, 2000)"],
    ["[1]", 1, "expected a number or a schedule such as cosine(1e-3, 2000)"],
    ["warmup(10, foo(1))", 12, 'unknown schedule "foo"; schedules: clampBelow, constant, cosine,'],
    ["warmup(10, constructor(1))", 12, 'unknown schedule "constructor"; '],
    ["  warmup(10, cosine(1, -2))", 14, "cosine: steps must be an integer >= 1, got -2"],
    ["console.log(1)", 8, "expected the end"],
  ])("%j at column %i", (text, column, message) => {
    expect(() => parseSchedule(text)).toThrow(SyntaxError);
    expect(() => parseSchedule(text)).toThrow(`parseSchedule: column ${column}: ${message}`);
    if (text.length < 200) expect(() => parseSchedule(text)).toThrow(`\n  ${text}\n  ${" ".repeat(column - 1)}^`);
  });

  it("numbers have all common forms, spaces are ignored, and a number alone is a constant", () => {
    expect(preview(parseSchedule(" 1e-3 "), 2)).toEqual([1e-3, 1e-3]);
    expect(preview(parseSchedule("piecewiseConstant( [1 ,2],[ -1.5,+.5 , 2.E1 ] )"), 3)).toEqual([-1.5, 0.5, 20]);
  });
});
