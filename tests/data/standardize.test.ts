import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { dataset, Preprocessing, parseTable, split, standardize, subset } from "../../src/data/index.ts";

const random = new Random(4);
const rows = Array.from({ length: 60 }, () => [random.normal(12, 2), random.normal(400, 90), 5]);
const labels = rows.map((_, i) => i % 2);
const data = dataset("three", Float64Array.from(rows.flat()), [60, 3], labels, 2);

const column = (values: ArrayLike<number>, j: number): number[] => Array.from(values).filter((_, i) => i % 3 === j);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One feature with these values. */
const feature = (values: ArrayLike<number>) =>
  dataset("feature", Float64Array.from(values), [values.length, 1], new Int32Array(values.length), 1);

describe("standardize", () => {
  const [train, test] = split(data, [40, 20], { random: new Random(5) });
  const [scaled, other] = standardize(train, test);

  it("gives the features of the first data set mean 0 and deviation 1, and a constant one 0", () => {
    for (const j of [0, 1]) {
      const values = column(scaled.inputs.data, j);
      expect(mean(values)).toBeCloseTo(0, 6);
      expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 5);
    }
    expect(column(scaled.inputs.data, 2).every((value) => value === 0)).toBe(true);
  });

  it("rescales the other data sets by the same statistics, and changes nothing else", () => {
    const [, same] = standardize(train, subset(train, [3, 1]));
    expect([...same.inputs.data]).toEqual([...scaled.inputs.data.slice(9, 12), ...scaled.inputs.data.slice(3, 6)]);
    expect(mean(column(other.inputs.data, 1))).not.toBeCloseTo(0, 3);
    expect(other.labels).toEqual(test.labels);
    expect(scaled.classes).toBe(2);
    expect(train.inputs.data[1]).toBeGreaterThan(100);
  });

  it("returns Float32", () => {
    expect(data.inputs.data).toBeInstanceOf(Float64Array);
    expect(scaled.inputs.data).toBeInstanceOf(Float32Array);
  });

  it("refuses a data set with another number of features", () => {
    expect(() => standardize(train, feature([1, 2]))).toThrow(
      "standardize: each data set must have the 3 features of the first, got 1",
    );
  });

  it("refuses a first data set without examples, and takes another one", () => {
    expect(() => standardize(feature([]), feature([1]))).toThrow(
      "standardize: the first data set must have examples and features, got [0,1]",
    );
    expect(standardize(feature([1, 2]), feature([]))[1].inputs.shape).toEqual([0, 1]);
  });

  it("refuses numbers whose squares overflow, instead of returning NaN", () => {
    expect(() => standardize(feature([1e300, -1e300]))).toThrow(
      "standardize: squares of feature 0 must fit Float64, got deviation Infinity; rescale it",
    );
  });
});

describe("a constant feature becomes 0", () => {
  const constants = Array.from({ length: 110 }, (_, i) => (i < 55 ? (i + 1) / 10 : new Random(i).normal(0, 1e6)));

  it.each([3, 6, 7, 320])("in %i rows, for each of 110 constants, and in other data sets too", (n) => {
    for (const constant of constants) {
      const [scaled, other] = standardize(feature(new Array(n).fill(constant)), feature([constant + 1, 0]));
      expect([...scaled.inputs.data]).toEqual(new Array(n).fill(0));
      expect([...other.inputs.data]).toEqual([0, 0]);
    }
  });

  it("in Float32, where 1 / 6 summed six times is not 1", () => {
    const ones = dataset("ones", new Float32Array(6).fill(1), [6, 1], new Int32Array(6), 1);
    expect([...standardize(ones)[0].inputs.data]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("also if its values differ only by rounding", () => {
    const [scaled, other] = standardize(feature([0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2]), feature([0.31]));
    expect([...scaled.inputs.data, ...other.inputs.data]).toEqual([0, 0, 0, 0, 0]);
  });

  it("but a small spread on a large offset is kept", () => {
    const milliseconds = [0, 100, 60_000, 120_000].map((ms) => 1_700_000_000_000 + ms);
    const { data: values } = standardize(feature(milliseconds))[0].inputs;
    expect(new Set(values).size).toBe(4);
    expect(values[1] - values[0]).toBeCloseTo(100 / Math.sqrt(2472751875), 6);
  });
});

describe("60 timestamps a minute apart", () => {
  const seconds = Float64Array.from({ length: 60 }, (_, i) => 1_700_000_000 + 60 * i);

  it("become 60 evenly spaced values from -1.70342 to 1.70342", () => {
    const values = standardize(feature(seconds))[0].inputs.data;
    // (i − 29.5) / √((60² − 1) / 12)
    const deviation = Math.sqrt((60 * 60 - 1) / 12);
    values.forEach((value, i) => {
      expect(Math.abs(value - (i - 29.5) / deviation)).toBeLessThan(1.2e-7);
    });
    expect([values[0].toFixed(5), values[59].toFixed(5)]).toEqual(["-1.70342", "1.70342"]);
  });

  it("are 60 different inputs and targets after preprocessing", () => {
    const table = parseTable(`ts,y\n${Array.from(seconds, (ts, i) => `${ts},${i / 4}\n`).join("")}`);
    for (const target of ["ts", "y"]) {
      const examples = Preprocessing.fit(table, { target }).examples(table);
      expect(new Set(examples.inputs.data).size).toBe(60);
      expect("targets" in examples && new Set(examples.targets.data).size).toBe(60);
    }
  });
});
