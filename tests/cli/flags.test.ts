import { describe, expect, it } from "vitest";
import { choiceFlag, type Flags, numberFlag, numbersFlag, readFlags } from "../../src/cli/flags/flags.ts";

const flags: Flags = {
  lr: { type: "string", help: "", value: "NUMBER" },
  set: { type: "string", help: "", multiple: true },
  json: { type: "boolean", help: "" },
};

describe("readFlags", () => {
  it("accepts values after a space or =, also negative ones, and keeps the words between", () => {
    const { values, words } = readFlags(["adam", "--lr", "-1e-3", "--set=a=1", "--json", "--set", "b=2", "x"], flags);
    expect(values).toEqual({ lr: "-1e-3", set: ["a=1", "b=2"], json: true });
    expect(words).toEqual(["adam", "x"]);
  });

  it.each([
    [["--lt", "1"], 'unknown flag "--lt"; did you mean "--lr"? Flags: --lr, --set, --json'],
    [["--toString"], 'unknown flag "--toString"; flags: --lr, --set, --json'],
    [["--lr"], "--lr needs a value: --lr NUMBER"],
    [["--lr", "--json"], "--lr needs a value: --lr NUMBER"],
    [["--json=1"], '--json takes no value; leave out "=1"'],
    [["--lr", "1", "--json", "--lr=2"], "--lr is given twice; give it once"],
    [["-x"], 'unknown flag "-x"; flags begin with two dashes, see --help'],
  ])("%s: %s", (args, message) => {
    expect(() => readFlags(args, flags)).toThrow(message);
  });
});

describe("numberFlag", () => {
  it.each(["1e", "", " ", "abc", "0x10", "1,5", "Infinity", "NaN", "0", "2.5", "11"])("refuses %j", (text) => {
    expect(() => numberFlag({ n: text }, "n", 1, { low: 1, high: 10, whole: true })).toThrow(
      `--n must be a whole number, from 1 to 10, got ${JSON.stringify(text)}`,
    );
  });

  it("takes numbers, and the fallback where none is given", () => {
    expect(numberFlag({ n: "1e1" }, "n", 1, { low: 1, high: 10, whole: true })).toBe(10);
    expect(numberFlag({ n: "-.5" }, "n", 1)).toBe(-0.5);
    expect(numberFlag({}, "n", 7)).toBe(7);
  });

  it("reads lists", () => {
    expect(numbersFlag({ grad: "0.1,-4e-1" }, "grad")).toEqual([0.1, -0.4]);
    expect(() => numbersFlag({ grad: "0.1,,2" }, "grad")).toThrow("--grad must be numbers separated by commas");
  });

  it("reads names", () => {
    expect(() => choiceFlag({ mode: "plian" }, "mode", "auto", ["auto", "plain"])).toThrow('did you mean "plain"?');
  });
});
