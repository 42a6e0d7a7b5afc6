import { describe, expect, it } from "vitest";
import * as assert from "../../src/testing/support/assert.ts";

describe("the assertions of claims", () => {
  it("compare numbers as Object.is does", () => {
    assert.equal(Number.NaN, Number.NaN);
    expect(() => assert.equal(0, -0)).toThrow("value must be -0, got 0");
  });

  it("name the first element that differs", () => {
    assert.deepEqual({ a: [1, new Float64Array([2])] }, { a: [1, new Float64Array([2])] });
    expect(() => assert.deepEqual([[1], [2, 3]], [[1], [2, 4]])).toThrow("value[1][1] must be 4, got 3");
    expect(() => assert.deepEqual({ lr: 1 }, { lr: 2 }, "hyper")).toThrow("hyper.lr must be 2, got 1");
  });

  it.each([
    [[1, 2], [1], "value must have 1 elements, got 2"],
    [{ lr: 1, eps: 0 }, { lr: 1 }, 'value must have no "eps", got one'],
    [{}, { lr: 1 }, 'value must have "lr", got none'],
    [new Float32Array(1), new Float64Array(1), "value must be Float64Array of 1, got Float32Array of 1"],
    [null, {}, "value must be an object, got null"],
  ])("refuse %j for %j", (actual, expected, message) => {
    expect(() => assert.deepEqual(actual, expected)).toThrow(message);
    assert.notDeepEqual(actual, expected);
  });

  it("expect values to differ, and errors to be thrown", () => {
    expect(() => assert.notDeepEqual([1], [1])).toThrow("value must not be [1]");
    expect(() => assert.throws(() => 1, /missing/)).toThrow("an error that matches /missing/ must be thrown, got none");
    const fails = () => assert.throws(() => assert.fail("other"), /missing/);
    expect(fails).toThrow('the error must match /missing/, got "other"');
  });
});
