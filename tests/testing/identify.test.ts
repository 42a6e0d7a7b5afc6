import { describe, expect, it } from "vitest";
import { identify, knownBugs, type Recording } from "../../src/testing/index.ts";

const lists = (rows: readonly number[][]): number[][] => rows.map((row) => [...row]);

/** Three steps of sgd(lr=0.1) on two weights. */
const short = (): { theta: number[][]; gradients: number[][] } => ({
  theta: lists([
    [1, -2],
    [0.95, -1.9],
    [0.92, -1.85],
    [0.91, -1.87],
  ]),
  gradients: lists([
    [0.5, -1],
    [0.3, -0.5],
    [0.1, 0.2],
  ]),
});

describe("identify", () => {
  it("says which other rules fit a short path, and which gradients tell them apart", () => {
    const { verdict, candidates, message } = identify(short());
    expect(verdict).toBe("identified up to");
    expect(candidates[0].expression).toBe("sgd(lr=0.1)");
    const radam = candidates.find(({ rule }) => rule === "radam");
    expect(radam?.apart).toEqual({
      differs: true,
      how: "gradients of 1 tell at step 5: the first moves by -0.1000, this by -0.001731",
    });
    expect(message).toContain("also fits: radam(lr=0.1, beta1=0); gradients of 1");
  });
});

describe("identify, on a wrong recording,", () => {
  const broken = (change: (all: ReturnType<typeof short>) => unknown): Recording => {
    const all = short();
    change(all);
    return all;
  };
  it.each([
    ["NaN", broken(({ theta }) => (theta[2][1] = Number.NaN)), "theta[2][1] must be a finite number, got NaN; cut"],
    ["Infinity", broken(({ gradients }) => (gradients[0][0] = Infinity)), "gradients[0][0] must be a finite number"],
    ["text", { theta: [["a"], [1]], gradients: [[1]] } as never, "theta[0][0] must be numbers"],
    ["no first weights", broken(({ theta }) => theta.shift()), "one entry more than gradients, got 3 and 3; put"],
    ["no gradients", { theta: [[1]], gradients: [] }, "gradients must hold at least 1 step, got none"],
    ["other lengths", broken(({ gradients }) => gradients[1].pop()), "gradients[1] must have 2 values as in theta[0]"],
    [
      "zeros",
      broken(({ gradients }) => gradients.splice(0, 3, [0, 0], [0, 0], [0, 0])),
      "must differ from 0, got zeros only",
    ],
    [
      "no moves",
      broken(({ theta }) => theta.splice(0, 4, [1, 1], [1, 1], [1, 1], [1, 1])),
      "at least one weight must change",
    ],
    ["no list", { theta: 3, gradients: [] } as never, "theta must be a list with one entry a step, got 3"],
    ["a slip", { theta: [], grads: [] } as never, 'unknown option "grads"'],
    ["ragged rows", { theta: [[[1, 2], [3]]], gradients: [] } as never, "gradients must hold at least 1 step"],
    [
      "another tensor",
      { theta: [{ w: 1 }, { w: 2 }], gradients: [{ v: 1 }] },
      "gradients[0] must have the tensors of theta[0], got v besides",
    ],
  ])("%s: says what must be true", (_, recording, message) => {
    expect(() => identify(recording)).toThrow(message);
  });
});

describe("the known bugs", () => {
  it("have different names and loops", () => {
    expect(new Set(knownBugs.map(({ name }) => name)).size).toBe(knownBugs.length);
    for (const { form } of knownBugs) expect(Object.keys(form)).toHaveLength(1);
  });
});
