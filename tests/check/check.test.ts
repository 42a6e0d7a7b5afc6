import { describe, expect, it } from "vitest";
import { checkArgument } from "../../src/check/checkArgument.ts";
import { describeValue } from "../../src/check/describeValue.ts";
import { excerpt, sentence, showName } from "../../src/check/excerpt.ts";
import { isRecord } from "../../src/check/isRecord.ts";
import * as kinds from "../../src/check/kinds.ts";
import { readOptions } from "../../src/check/readOptions.ts";
import { unknownName } from "../../src/check/unknownName.ts";

const { count, fraction, oneOf, positive } = kinds;

describe("a kind", () => {
  it.each([
    ["finite", [0, -1e300], [Number.NaN, Infinity, "1", null, 1n]],
    ["positive", [5e-324, 3], [0, -0, -1, Infinity]],
    ["nonNegative", [0, -0, 3], [-5e-324, Infinity]],
    ["growth", [1, 2], [1 - 2 ** -53, Infinity]],
    ["fraction", [0, 1 - 2 ** -53], [1, -5e-324, Number.NaN]],
    ["unitInterval", [0, 1], [1 + 2 ** -52, -5e-324]],
    ["share", [5e-324, 1], [0, 1 + 2 ** -52]],
    ["integer", [-3, 0, 2 ** 53 - 1], [0.5, 2 ** 53, "1"]],
    ["count", [1, 2], [0, 1.5, Infinity]],
    ["countOrZero", [0, 1], [-1, 0.5]],
    ["boolean", [true, false], [0, "true", null]],
  ] as const)("%s holds exactly for its values", (name, right, wrong) => {
    const kind = new Map(Object.entries(kinds)).get(name) as kinds.Kind;
    expect(right.filter((value) => !kind.holds(value))).toEqual([]);
    expect(wrong.filter((value) => kind.holds(value))).toEqual([]);
  });

  it("gives its default where no value is given, and only there", () => {
    expect(checkArgument("adam", "lr", undefined, positive.or(1e-3))).toBe(1e-3);
    expect(checkArgument("adam", "lr", 2, positive.or(1e-3))).toBe(2);
    expect(checkArgument("f", "flag", undefined, kinds.boolean.or(false))).toBe(false);
    expect(() => checkArgument("adam", "lr", null, positive.or(1e-3))).toThrow("got null");
    expect(() => checkArgument("adam", "lr", undefined, positive)).toThrow(
      "lr must be a finite number > 0, got undefined",
    );
  });

  it("refuses a default that is not of the kind", () => {
    expect(() => count.or(0.5)).toThrow("kind: a default must be an integer >= 1, got 0.5");
  });

  it("can be a choice or a list", () => {
    expect(oneOf("mean", "sum").text).toBe('"mean" or "sum"');
    expect(oneOf(1, 2, 3).text).toBe("one of 1, 2, 3");
    expect(kinds.listOf(count).holds([1, 2])).toBe(true);
    expect([[], [0], 1, "12", new Array(2)].some((value) => kinds.listOf(count).holds(value))).toBe(false);
  });
});

describe("an error", () => {
  it("names who, which argument, the range and the value", () => {
    expect(() => checkArgument("adam", "beta1", 2, fraction)).toThrow(
      new RangeError("adam: beta1 must be in [0, 1), got 2"),
    );
  });

  it("about options names the option", () => {
    const read = (given: object) => readOptions("f", { n: count, lr: positive.or(0.1) }, given);
    expect(read({ n: 3 })).toEqual({ n: 3, lr: 0.1 });
    expect(() => read({})).toThrow("f: n must be an integer >= 1, got undefined");
    expect(() => read({ n: 1, Lr: 1 })).toThrow('f: unknown option "Lr"; did you mean "lr"? Options: n, lr');
    expect(() => read([1])).toThrow(new TypeError("f: options must be an object with n, lr, got [1]"));
    expect(() => read(JSON.parse('{"n":1,"__proto__":1}'))).toThrow('f: unknown option "__proto__"');
  });
});

describe("an unknown name", () => {
  const valid = ["learningRate", "beta1", "adam"];

  it.each([
    ["learning_rate", "learningRate"],
    ["ADAM", "adam"],
    ["adma", "adam"],
    ["betas", "beta1"],
    ["learn", "learningRate"],
  ])("%s suggests %s", (given, guess) => {
    expect(unknownName("f", "option", given, valid)).toBe(
      `f: unknown option "${given}"; did you mean "${guess}"? Options: learningRate, beta1, adam`,
    );
  });

  it("suggests nothing where nothing is near", () => {
    expect(unknownName("", "rule", "xyz", valid)).toBe('unknown rule "xyz"; rules: learningRate, beta1, adam');
    expect(unknownName("f", "option", "", valid)).not.toContain("did you mean");
    expect(unknownName("f", "option", "x", [])).toBe('f: unknown option "x"; there are none');
  });

  it("lists at most ten names", () => {
    const many = Array.from({ length: 30 }, (_, i) => `name${i}`);
    expect(unknownName("f", "column", "zzz", many)).toMatch(/columns: name0, .*, name9, and 20 more$/);
  });

  it("of any length is shown short, and compared with none", () => {
    expect(unknownName("f", "option", "a".repeat(1e6), ["a".repeat(1e6), "b"]).length).toBeLessThan(1.1e6);
    expect(unknownName("f", "option", "lr".repeat(1e5), valid)).toMatch(/^f: unknown option "(lr){20}…"; options:/);
  });
});

describe("a value in words", () => {
  /** As by a static member `name`. */
  const Three = Object.defineProperty(class {}, "name", { value: 3 });

  it.each([
    ["[3,2]", [3, 2]],
    ["an array of 7", [1, 2, 3, 4, 5, 6, 7]],
    ["an array of 1", ["a"]],
    ["Float32Array of 9", new Float32Array(9)],
    ["DataView of 3", new DataView(new ArrayBuffer(3))],
    ["an object", {}],
    ["an object", { byteLength: 1, length: "\u001b[31m" }],
    ["an object", Object.create(null)],
    ["an object of class Map", new Map()],
    ["an object", Object.create({ constructor: undefined })],
    ["an object of class 3", new Three()],
    ["a function", () => 0],
    ["the function 3", Three],
    ["the function cos", Math.cos],
    ['"a\\u001b[2J"', "a\u001b[2J"],
    ["-0", -0],
    ["null", null],
    ["undefined", undefined],
    ["Symbol(x)", Symbol("x")],
  ])("%s", (text, value) => {
    expect(describeValue(value)).toBe(text);
  });
});

describe("text of a file in an error", () => {
  it("cannot command a terminal", () => {
    const hostile = "\u001b]0;x\u0007\u202e\u2028\u009b\u{e0001}";
    for (const text of [excerpt(hostile), sentence(hostile, 99), showName(hostile)])
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(excerpt("\u{e0001}")).toBe('"\\u{e0001}"');
  });

  it("is cut, not within a character", () => {
    expect(excerpt("x".repeat(50))).toBe(`"${"x".repeat(40)}…"`);
    expect(excerpt(`${"x".repeat(39)}😀`)).toBe(`"${"x".repeat(39)}😀"`);
    expect(excerpt(`${"x".repeat(39)}😀y`)).toBe(`"${"x".repeat(39)}😀…"`);
  });
});

describe("a record", () => {
  it("is a plain object", () => {
    expect([{}, Object.create(null), JSON.parse('{"__proto__":1}')].every(isRecord)).toBe(true);
    class Own {}
    expect([null, [], new Map(), new Own(), new Float32Array(1), "", () => 0].some(isRecord)).toBe(false);
  });
});
