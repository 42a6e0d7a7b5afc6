/** @file Folds of a table, and tables that cannot be preprocessed. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { type FitOptions, Preprocessing, parseTable, prepareFolds, prepareTable } from "../../src/data/index.ts";

const fitted = (text: string, options?: FitOptions) => Preprocessing.fit(parseTable(text, "f.csv"), options);

const pets = "weight,colour,good,age,kind\n2,red,true,1,cat\n4,blue,false,,dog\n6,red,true,5,dog\n8,,false,3,cat\n";

describe("folds of a table", () => {
  const table = parseTable(`x,y\n${Array.from({ length: 23 }, (_, i) => `${i},${i % 4 ? "a" : "b"}`).join("\n")}\n5,`);
  const folds = prepareFolds(table, { folds: 5, random: new Random(1) });

  it("test on every row with a target once, and train on all others", () => {
    expect(folds.flatMap(({ testRows }) => [...testRows]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, i) => i),
    );
    for (const { train, test } of folds) expect(train.inputs.shape[0] + test.inputs.shape[0]).toBe(23);
    expect(folds.map(({ testRows }) => testRows.filter((row) => row % 4 === 0).length)).toEqual([2, 1, 1, 1, 1]);
  });

  it("have their own statistics", () => {
    for (const { train } of folds) {
      const values = [...train.inputs.data];
      expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 5);
    }
    expect(new Set(folds.map(({ preprocessing }) => JSON.stringify(preprocessing.features))).size).toBe(5);
  });

  it("have the task of the whole table, also where a part of it looks like another", () => {
    const counts = Array.from({ length: 40 }, (_, i) => `${i},${i === 7 ? 0.5 : i % 3}`).join("\n");
    const mixed = parseTable(`x,y\n${counts}`);
    for (const seed of [1, 2]) {
      const parts = prepareFolds(mixed, { folds: 5, random: new Random(seed) });
      expect(parts.map(({ preprocessing }) => preprocessing.target.task)).toEqual(Array(5).fill("regression"));
      const { preprocessing } = prepareTable(mixed, { random: new Random(seed) });
      expect(preprocessing.target.task).toBe("regression");
    }
  });

  it("set a share of their training rows aside for validation, evenly by class, without fitting to it", () => {
    const parted = prepareFolds(table, { folds: 5, validation: 0.3, random: new Random(1) });
    for (const [at, { train, validation, test, testRows }] of parted.entries()) {
      expect(testRows).toEqual(folds[at].testRows);
      const [learned, held] = [train, validation ?? train].map((set) => set.inputs.shape[0]);
      expect([learned + held + test.inputs.shape[0], held]).toEqual([23, Math.ceil(0.3 * (learned + held))]);
      const rare =
        validation !== null && "labels" in validation ? validation.labels.filter((label) => label === 1) : [];
      expect([1, 2]).toContain(rare.length);
      expect([...train.inputs.data].reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 5);
    }
    expect(folds.map(({ validation }) => validation)).toEqual(Array(5).fill(null));
  });

  it("differ by at most 1 example, in all and of each class", () => {
    for (let n = 4; n < 40; n++) {
      const random = new Random(n);
      const classes = Array.from({ length: n }, (_, i) => (i < 2 ? "ab"[i] : "abc"[random.integer(3)]));
      const rows = classes.map((name, i) => `${i},${i % 7},${name}`).join("\n");
      const parts = prepareFolds(parseTable(`i,x,y\n${rows}`), { folds: 2 + (n % 3), random, features: ["x"] });
      for (const name of ["a", "b", "c", ""]) {
        const counts = parts.map(({ testRows }) => testRows.filter((row) => classes[row].includes(name)).length);
        expect(Math.max(...counts) - Math.min(...counts), `${n} rows, class ${name}`).toBeLessThan(2);
      }
    }
  });

  it("leave a row to train on", () => {
    expect(() => prepareFolds(table, { folds: 2, validation: 0.99, random: new Random(1) })).toThrow(
      "needs 1 or more rows to train on, besides those to test and validate on, got 23 with a target",
    );
  });

  it("are at most the number of rows", () => {
    expect(() => prepareFolds(table, { folds: 24, random: new Random(1) })).toThrow(
      "needs 2 to 23 folds, one row or more in each, got 24",
    );
  });
});

describe("a table that cannot be preprocessed", () => {
  it.each<[string, string, FitOptions, string]>([
    [
      "no such target",
      pets,
      { target: "Kind" },
      'f.csv: needs a column "Kind", got the columns weight, colour, good, age, kind; did you mean "kind"?',
    ],
    ["no such feature", pets, { features: ["wight"] }, 'f.csv: needs a column "wight"'],
    [
      "a target among the features",
      pets,
      { features: ["kind"] },
      'needs features besides the target and the ignored columns, got "kind"',
    ],
    ["one class", "x,y\n1,a\n2,a", {}, 'f.csv: needs 2 or more classes in column "y", got "a"'],
    [
      "a constant to predict",
      "x,y\n1,0.5\n2,0.5",
      {},
      'f.csv: needs different numbers in column "y", to predict one, got only 0.5',
    ],
    [
      "texts for regression",
      pets,
      { task: "regression" },
      'f.csv: needs numbers in column "kind" for regression, got texts such as "cat"',
    ],
    [
      "no column that helps",
      "x,y\n1,a\n1,b",
      {},
      'f.csv: needs a column to predict "y" from, got constants and ids only',
    ],
    [
      "squares beyond Float64",
      "x,y\n1e300,a\n-1e300,b",
      {},
      'f.csv: needs a column "x" whose squares fit Float64, got deviation Infinity; rescale it',
    ],
  ])("is refused: %s", (_, text, options, message) => {
    expect(() => fitted(text, options)).toThrow(message);
  });

  it("for a wrong option is refused", () => {
    expect(() => fitted(pets, { task: "class" as "classification" })).toThrow(
      'Preprocessing.fit: task must be "classification" or "regression", got "class"',
    );
  });
});
