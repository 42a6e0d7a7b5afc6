/** @file Arrays of exported JavaScript are the same arrays again, bit for bit. */
import { describe, expect, it } from "vitest";
import { decimalText } from "../../src/export/javascript/decimalText.ts";
import { floats } from "../../src/export/javascript/functions/floats.ts";
import { numbersText } from "../../src/export/javascript/numbersText.ts";
import { Random } from "../../src/index.ts";

/** Runs an expression with `floats` in its scope. */
const evaluated = (text: string): unknown => new Function("floats", `return ${text}`)(floats);

/** Float32 numbers of every size, from random bits. */
function ofRandomBits(length: number): Float32Array {
  const random = new Random(1);
  const values = new Float32Array(Uint32Array.from({ length }, () => random.bits()).buffer);
  return values.map((value) => (Number.isNaN(value) ? 1 : value));
}

const odd = [0, -0, 1e-45, -1e-45, 3.4028234663852886e38, Infinity, -Infinity, Number.NaN, 0.1, -1 / 3, 16777216];

describe("numbersText", () => {
  it.each([
    ["odd numbers", Float32Array.from(odd)],
    ["odd numbers in Float64", Float64Array.from([...odd, 5e-324, Math.PI])],
    ["numbers of every size, to be read", ofRandomBits(64)],
    ["numbers of every size, as base64", ofRandomBits(4000)],
    ["a part of a longer array", ofRandomBits(300).subarray(7, 130)],
    ["zeros", new Float32Array(9)],
    ["negative zeros", new Float32Array(9).fill(-0)],
    ["equal numbers", new Float64Array(3).fill(0.1)],
    ["one number", Float32Array.of(2.5)],
    ["nothing", new Float32Array(0)],
  ])("%s: the same bits", (_, values) => {
    const text = numbersText(values);
    expect(evaluated(text)).toEqual(values);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(120);
  });

  it("writes the shortest number that rounds to the same float", () => {
    expect(numbersText(Float32Array.of(0.1, 1e-5, -3, 1e20))).toBe("new Float32Array([0.1, 1e-5, -3, 1e20])");
  });
});

it("decimalText writes the shorter form of a number", () => {
  expect([0.001, 1e-5, 12345, 1e21, 0, -0, -1e-8, Infinity].map(decimalText)).toEqual([
    "0.001",
    "1e-5",
    "12345",
    "1e21",
    "0",
    "-0",
    "-1e-8",
    "Infinity",
  ]);
});
