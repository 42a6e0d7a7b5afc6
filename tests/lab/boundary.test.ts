/** @file The decision boundary of a network. */
import { describe, expect, it } from "vitest";
import { boundary, frameOf } from "../../site/lab/network/boundary.ts";
import { modelOf } from "../../site/lab/network/netModel.ts";
import { firstNet } from "../../site/lab/network/netState.ts";
import { classColours, readColour, shades } from "../../site/lab/network/shades.ts";
import { tensor } from "../../src/autograd/create/tensor.ts";
import { Random } from "../../src/autograd/random.ts";
import { circles } from "../../src/data/index.ts";

describe("a decision boundary", () => {
  it.each(["crossEntropy", "binaryCrossEntropyWithLogits", "mse"] as const)(
    "by %s is the network's probability at the middle of every cell, from the top left",
    (loss) => {
      const model = modelOf({ ...firstNet, hidden: [8], loss });
      const grid = boundary(model, loss, [-1, 1], 2);
      expect(grid).toHaveLength(4);
      const middles = tensor([-0.5, 0.5, 0.5, 0.5, -0.5, -0.5, 0.5, -0.5], { shape: [4, 2] });
      const { data, shape } = model.forward(middles);
      for (const [i, p] of grid.entries()) {
        const margin = shape[1] === 1 ? data[i] : data[2 * i + 1] - data[2 * i];
        const expected = loss === "mse" ? Math.min(1, Math.max(0, (1 + margin) / 2)) : 1 / (1 + Math.exp(-margin));
        expect(p).toBeCloseTo(expected, 6);
      }
    },
  );

  it("is drawn in a square that holds all points", () => {
    const [low, high] = frameOf(circles(50, { random: new Random(1) }));
    expect([low, high > 1]).toEqual([-high, true]);
  });

  it("has the page's colour where undecided, and a class's where sure", () => {
    const page = readColour(" #10151b");
    expect(page).toEqual([16, 21, 27]);
    const pixels = shades(Float32Array.of(0.5, 0, 1), page);
    expect([...pixels.slice(0, 4)]).toEqual([16, 21, 27, 255]);
    expect([...pixels.slice(4, 7)]).toEqual(classColours[0].map((c, i) => Math.round((c + page[i]) / 2)));
    expect([...pixels.slice(8, 11)]).toEqual(classColours[1].map((c, i) => Math.round((c + page[i]) / 2)));
  });
});
