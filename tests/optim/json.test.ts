/** @file Optimizer state as JSON: every array and number comes back bit for bit. */

import { describe, expect, it } from "vitest";
import { fromJson } from "../../src/optim/state/fromJson.ts";
import { toJson } from "../../src/optim/state/toJson.ts";

describe("toJson and fromJson", () => {
  it("read brackets in strings as text, at any length", () => {
    const values = { '["\\': `${"[{".repeat(1e5)}"\\`, b: `\\"${"[".repeat(1000)}`, c: "x".repeat(1e7) };
    expect(fromJson(JSON.stringify(values))).toEqual(values);
    const nested = JSON.parse("[".repeat(500) + "]".repeat(500));
    expect(fromJson(JSON.stringify(nested))).toEqual(nested);
    expect(() => fromJson('"never ends')).toThrow(SyntaxError);
  });

  it("restore the bits and the kind of every array and number", () => {
    const odd = [0, -0, Infinity, -Infinity, Number.NaN, 5e-324, 1e-45, 0.1];
    const values = {
      f32: Float32Array.from(odd),
      f64: Float64Array.from(odd),
      odd,
      deep: [{ text: "$float32", none: null }],
    };
    const back = fromJson(toJson(values)) as typeof values;
    expect(back).toEqual(values);
    expect(Object.is(back.odd[1], -0)).toBe(true);
  });

  it("keep the payload of a NaN, and save only their part of a shared buffer", () => {
    const bits = Uint32Array.of(1, 0x7fc12345, 0xffc00001, 1);
    const nan = new Float32Array(bits.buffer, 4, 2);
    const back = fromJson(toJson(nan)) as Float32Array;
    expect([...new Uint32Array(back.buffer)]).toEqual([0x7fc12345, 0xffc00001]);
  });

  it.each([
    ['{"$number":"12abc"}', 'fromJson: $number must be -0, NaN, Infinity or -Infinity, got "12abc"'],
    ["[".repeat(1e5) + "]".repeat(1e5), "fromJson: nesting must be at most 500 levels deep, got more"],
    ['{"a":'.repeat(1e5), "fromJson: nesting must be at most 500 levels deep, got more"],
    ['{"$number":12}', "fromJson: $number must be -0, NaN, Infinity or -Infinity, got 12"],
    ['[{"$float32":"%%%%"}]', 'fromJson: $float32 must be base64, got "%%%%"'],
    ['{"$float32":"AAA"}', 'fromJson: $float32 must be base64, got "AAA"'],
    ['{"$float32":"A==="}', 'fromJson: $float32 must be base64, got "A==="'],
    ['{"$float64":"AAAAAA=="}', 'fromJson: $float64 must be a multiple of 8 bytes, got "AAAAAA=="'],
    ['{"$float64":[0]}', "fromJson: $float64 must be base64, got [0]"],
  ])("refuse %s with a SyntaxError", (text, message) => {
    expect(() => fromJson(text)).toThrow(SyntaxError);
    expect(() => fromJson(text)).toThrow(message);
  });

  it.each([
    [null, "null"],
    [3, "3"],
    [{}, "an object"],
  ])("refuse %j, which is not a text", (value, found) => {
    expect(() => fromJson(value as never)).toThrow(new TypeError(`fromJson: the text must be a string, got ${found}`));
  });

  it("handle more bytes than a call can have arguments", () => {
    const many = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    expect(fromJson(toJson(many))).toEqual(many);
  });
});
