import { describe, expect, it } from "vitest";
import { tensor, zeros } from "../../src/autograd/index.ts";
import { accuracy, argmax } from "../../src/nn/index.ts";

const logits = tensor([
  [0, 2, 2],
  [-1, -3, -2],
  [1, 1, 5],
]);

describe("argmax", () => {
  it("is the index of the first largest number of each row", () => {
    expect([...argmax(logits)]).toEqual([1, 0, 2]);
  });

  it("needs at least one class, but accepts zero rows", () => {
    expect(() => argmax(zeros([3]))).toThrow("argmax: x must be [batch, classes] with at least 1 class, got [3]");
    expect(() => argmax(zeros([3, 0]))).toThrow("argmax: x must be [batch, classes] with at least 1 class, got [3,0]");
    expect(argmax(zeros([0, 3]))).toHaveLength(0);
  });
});

describe("accuracy", () => {
  it("is the share of rows whose argmax is the label", () => {
    expect(accuracy(logits, [1, 0, 2])).toBe(1);
    expect(accuracy(logits, Int32Array.of(2, 0, 1))).toBeCloseTo(1 / 3, 15);
  });

  it("needs a label for each row", () => {
    expect(() => accuracy(logits, [1])).toThrow(
      "accuracy: logits must be [batch, classes] with a label per row, got [3,3] and 1 labels",
    );
  });

  it.each([
    [3, "3"],
    [0.5, "0.5"],
    ["1", '"1"'],
    [1n, "1n, a BigInt"],
  ])("refuses the label %s, which no row could match", (label, shown) => {
    expect(() => accuracy(logits, [1, label as number, 2])).toThrow(
      `accuracy: every label must be a whole number from 0 to 2, got ${shown} in row 1`,
    );
  });
});
