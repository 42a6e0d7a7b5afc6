import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { csvDataset, split, standardize, subset } from "../../src/data/index.ts";

const random = new Random(4);
const rows = Array.from({ length: 60 }, (_, i) => `${random.normal(12, 2)},${random.normal(400, 90)},5,${i % 2}`);
const data = csvDataset(`a,b,c,kind\n${rows.join("\n")}`, "three.csv");

const column = (values: ArrayLike<number>, j: number): number[] => Array.from(values).filter((_, i) => i % 3 === j);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("standardize", () => {
  const [train, test] = split(data, [40, 20], new Random(5));
  const [scaled, other] = standardize(train, test);

  it("gives the features of the first data set mean 0 and deviation 1, and a constant one 0", () => {
    for (const j of [0, 1]) {
      const values = column(scaled.inputs.data, j);
      expect(mean(values)).toBeCloseTo(0, 6);
      expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 5);
    }
    expect(column(scaled.inputs.data, 2).every((value) => value === 0)).toBe(true);
  });

  it("moves and scales the others by the same numbers, and leaves everything else as it is", () => {
    const [, same] = standardize(train, subset(train, [3, 1]));
    expect([...same.inputs.data]).toEqual([...scaled.inputs.data.slice(9, 12), ...scaled.inputs.data.slice(3, 6)]);
    expect(mean(column(other.inputs.data, 1))).not.toBeCloseTo(0, 3);
    expect(other.labels).toEqual(test.labels);
    expect(scaled.classNames).toEqual(["0", "1"]);
    expect(train.inputs.data[1]).toBeGreaterThan(100);
  });

  it("refuses another number of features", () => {
    const narrow = csvDataset("a,kind\n1,0\n2,1", "narrow.csv");
    expect(() => standardize(train, narrow)).toThrow("standardize: 1 features, the first data set has 3");
  });
});
