import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { dataset, regressionDataset, split, subset } from "../../src/data/index.ts";

/** Six examples of two features, [2i, 2i + 1] for example i; labels 0 1 2 0 1 2. */
const six = () =>
  dataset(
    "six",
    Float32Array.from({ length: 12 }, (_, k) => k),
    [6, 2],
    [0, 1, 2, 0, 1, 2],
    3,
  );

describe("a data set", () => {
  it("names the example and element of the first NaN or Infinity", () => {
    const make = (bad: number) => dataset("flowers.csv", new Float32Array([0, 1, 2, 3, bad, bad]), [2, 3], [0, 1], 2);
    expect(() => make(Number.NaN)).toThrow("flowers.csv: inputs must be finite, got NaN as element 1 of example 1");
    expect(() => make(Number.NEGATIVE_INFINITY)).toThrow("got -Infinity as element 1 of example 1");
  });

  it("finds non-finite targets too", () => {
    const targets = new Float64Array([1, 2, 3, Number.POSITIVE_INFINITY]);
    expect(() => regressionDataset("curve", new Float32Array(2), [2, 1], targets, [2, 2])).toThrow(
      "curve: targets must be finite, got Infinity as element 1 of example 1",
    );
  });

  it("needs one label or target for each input", () => {
    expect(() => dataset("d", new Float32Array(6), [3, 2], [0, 1], 2)).toThrow(
      "d: each of the inputs [3,2] needs one of the labels, got 2",
    );
    expect(() => regressionDataset("d", new Float32Array(6), [3, 2], new Float32Array(2), [2, 1])).toThrow(
      "d: each of the inputs [3,2] needs one of the targets, got 2",
    );
  });

  it.each([-1, 2, 0.5, Number.NaN])("refuses %s as a label of two classes", (label) => {
    expect(() => dataset("d", new Float32Array(2), [2, 1], [0, label], 2)).toThrow(
      `d: label 1 must be an integer from 0 to 1, got ${label}`,
    );
  });

  it("needs an axis of examples, and values that fill its shape", () => {
    expect(() => dataset("d", new Float32Array(1), [], [0], 1)).toThrow(
      "d: inputs must have a first axis, one entry per example, got shape []",
    );
    expect(() => dataset("d", new Float32Array(5), [3, 2], [0, 0, 0], 1)).toThrow(
      "array: shape [3,2] must have 6 values, got 5",
    );
  });
});

describe("a subset", () => {
  it("has the chosen examples in the given order, repeats included", () => {
    const { inputs, labels, classes } = subset(six(), [4, 0, 4]);
    expect(inputs.shape).toEqual([3, 2]);
    expect([...inputs.data]).toEqual([8, 9, 0, 1, 8, 9]);
    expect([...labels]).toEqual([1, 0, 1]);
    expect(classes).toBe(3);
  });

  it("is a copy: changing it does not change the data set", () => {
    const data = six();
    const part = subset(data, [0]);
    part.inputs.data[0] = 99;
    part.labels[0] = 2;
    expect(data.inputs.data[0]).toBe(0);
    expect(data.labels[0]).toBe(0);
  });

  it("of a regression takes inputs and targets together and keeps Float64", () => {
    const data = regressionDataset("r", new Float64Array([1, 2, 3]), [3, 1], new Float32Array([10, 20, 30]), [3, 1]);
    const { inputs, targets } = subset(data, [2, 0]);
    expect(inputs.data).toEqual(new Float64Array([3, 1]));
    expect(targets.data).toEqual(new Float32Array([30, 10]));
    expect(targets.shape).toEqual([2, 1]);
  });

  it.each([-1, 6, 0.5, Number.NaN])("has no example %s", (index) => {
    expect(() => subset(six(), [0, index])).toThrow(`subset: an index must be an integer from 0 to 5, got ${index}`);
  });
});

describe("a split", () => {
  it("gives each example to at most one part, inputs and labels together", () => {
    const parts = split(six(), [3, 2], { random: new Random(1) });
    expect(parts.map(({ labels }) => labels.length)).toEqual([3, 2]);
    const firsts = parts.flatMap(({ inputs }) => [...inputs.data].filter((_, k) => k % 2 === 0));
    expect(new Set(firsts).size).toBe(5);
    for (const { inputs, labels } of parts)
      labels.forEach((label, i) => {
        expect(label).toBe((inputs.data[2 * i] / 2) % 3);
      });
  });

  it("is decided by the seed", () => {
    const first = (seed: number) => [...split(six(), [6], { random: new Random(seed) })[0].inputs.data];
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it("with stratify, spreads every class evenly over the parts", () => {
    const labels = [...new Array(80).fill(0), ...new Array(15).fill(1), ...new Array(5).fill(2)];
    const data = dataset("classes", new Float32Array(100), [100, 1], labels, 3);
    for (const seed of [1, 2, 3]) {
      const parts = split(data, [60, 20, 20], { random: new Random(seed), stratify: true });
      const counts = parts.map((part) => [0, 1, 2].map((k) => part.labels.filter((label) => label === k).length));
      expect(counts).toEqual([
        [48, 9, 3],
        [16, 3, 1],
        [16, 3, 1],
      ]);
    }
  });

  it("can stratify classes only", () => {
    const numbers = regressionDataset("", new Float32Array(2), [2, 1], new Float32Array(2), [2]);
    expect(() => split(numbers, [1, 1], { random: new Random(1), stratify: true })).toThrow(
      "split: stratify must have class labels, got numbers to predict",
    );
  });

  it("refuses parts beyond the data set, and fractions of an example", () => {
    expect(() => split(six(), [4, 3], { random: new Random(1) })).toThrow(
      "split: parts of 4 + 3 examples need 7, got a data set of 6",
    );
    expect(() => split(six(), [7, -1], { random: new Random(1) })).toThrow(
      "split: the size of a part must be an integer >= 0, got -1",
    );
    expect(() => split(six(), [2.5], { random: new Random(1) })).toThrow(
      "split: the size of a part must be an integer >= 0, got 2.5",
    );
  });
});
