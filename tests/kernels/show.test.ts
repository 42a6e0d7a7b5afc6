import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { tensor, transpose, zeros } from "../../src/autograd/index.ts";

describe("an array as text", () => {
  it("shows shape, kind and numbers as they were given, in rows, also of a view, also to console.log", () => {
    const x = tensor([
      [1, 0.1],
      [-2, 1e-9],
    ]);
    expect(`${x}`).toBe("[2,2] float32: 1, 0.1, -2, 1e-9");
    expect(inspect(transpose(x))).toBe("[2,2] float32: 1, -2, 0.1, 1e-9");
    expect(`${tensor(1 / 3, { dtype: "float64" })}`).toBe("[] float64: 0.333333333333333");
    expect(`${tensor([NaN, -Infinity])}`).toBe("[2] float32: NaN, -Infinity");
  });

  it("counts what it leaves out", () => {
    expect(`${zeros([3, 5])}`).toBe(`[3,5] float32: ${Array(12).fill(0).join(", ")}, … 3 more`);
    expect(`${zeros([0, 5])}`).toBe("[0,5] float32: ");
  });
});
