import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import {
  DataFileError,
  type FitOptions,
  Preprocessing,
  parseTable,
  prepareFolds,
  prepareTable,
  type Row,
} from "../../src/data/index.ts";

const fitted = (text: string, options?: FitOptions) => Preprocessing.fit(parseTable(text, "f.csv"), options);

/** The inputs of rows, rounded. */
const inputs = (preprocessing: Preprocessing, data: Parameters<Preprocessing["transform"]>[0]): number[][] => {
  const { data: values, shape } = preprocessing.transform(data);
  return Array.from({ length: shape[0] }, (_, row) =>
    Array.from(values.subarray(row * shape[1], (row + 1) * shape[1]), (value) => Number(value.toFixed(4)) + 0),
  );
};

const pets = "weight,colour,good,age,kind\n2,red,true,1,cat\n4,blue,false,,dog\n6,red,true,5,dog\n8,,false,3,cat\n";

describe("preprocessing", () => {
  it("standardizes numbers, has an input a level, and marks missing cells", () => {
    const preprocessing = fitted(pets);
    expect(preprocessing.inputNames).toEqual([
      "weight",
      "colour=blue",
      "colour=red",
      "colour is missing",
      "good",
      "age",
      "age is missing",
    ]);
    // weight: mean 5, deviation √5. age: mean 3, deviation √(8/3), and the mean where missing.
    expect(inputs(preprocessing, parseTable(pets))).toEqual([
      [-1.3416, 0, 1, 0, 1, -1.2247, 0],
      [-0.4472, 1, 0, 0, -1, 0, 1],
      [0.4472, 0, 1, 0, 1, 1.2247, 0],
      [1.3416, 0, 1, 1, -1, 0, 0],
    ]);
    expect(preprocessing.classNames).toEqual(["cat", "dog"]);
  });

  it("is fitted to the training rows only", () => {
    const preprocessing = fitted(`${pets}1000,green,true,,bird\n`, { rows: [0, 1, 2, 3] });
    expect(preprocessing.features).toEqual(fitted(pets).features);
    expect(inputs(preprocessing, parseTable("weight,colour,good,age,kind\n5,green,true,3,cat"))).toEqual([
      [0, 0, 0, 0, 1, 0, 0],
    ]);
  });

  it("has an input for rare levels, which new texts get too", () => {
    const rows = [...Array(300).fill("a,1"), ...Array(300).fill("b,2"), "c,1", "d,2"];
    const preprocessing = fitted(`k,y\n${rows.join("\n")}`);
    expect(preprocessing.inputNames).toEqual(["k=a", "k=b", "k=other"]);
    expect(inputs(preprocessing, [{ k: "b" }, { k: "c" }, { k: "new" }, { k: null }])).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });

  it.each([
    ["a constant", "x,c,y\n1,7,a\n2,7,b\n3,7,a", "c", "the same in all training rows"],
    ["a column of missing cells", "x,c,y\n1,NA,a\n2,,b\n3,,a", "c", "the same in all training rows"],
    ["an id", "PassengerId,x,y\n31,1,a\n7,2,b\n9,3,a", "PassengerId", "an id, different in every row"],
    ["an id with an underscore", "user_id,x,y\n31,1,a\n7,2,b\n9,3,a", "user_id", "an id, different in every row"],
    ["an index", "index,x,y\n0,1,a\n1,2,b\n2,3,a", "index", "numbers the rows"],
    [
      "an index without a name",
      `,x,y\n${Array.from({ length: 20 }, (_, i) => `${i},${i % 7},a\n`).join("")}20,3,b`,
      "column 1",
      "numbers the rows",
    ],
    [
      "names of persons",
      `name,x,y\n${Array.from({ length: 30 }, (_, i) => `n${i},${i % 7},${i % 2 ? "a" : "b"}`).join("\n")}`,
      "name",
      "30 different texts in 30 cells",
    ],
  ])("does not use %s, and says so", (_, text, name, reason) => {
    const preprocessing = fitted(text);
    expect(preprocessing.ignored).toEqual([{ name, reason }]);
    expect(preprocessing.inputNames).toEqual(["x"]);
    expect(preprocessing.notes).toContain(`${name} is not used: ${reason}`);
  });

  it("uses a number that rises in every row, and the only column there is", () => {
    expect(fitted("time,x,y\n0,1,a\n1,2,b\n2,3,a").inputNames).toEqual(["time", "x"]);
    expect(fitted("id,y\n0,a\n1,b\n2,a").inputNames).toEqual(["id"]);
  });

  it("uses the columns it is told", () => {
    const table = "id,x,z,y\n0,1,5,a\n1,2,6,b\n2,3,9,a";
    expect(fitted(table, { features: ["x", "id"] }).inputNames).toEqual(["x", "id"]);
    expect(fitted(table, { ignore: ["x"] }).inputNames).toEqual(["z"]);
    expect(fitted(table, { target: "x", ignore: ["z"] }).inputNames).toEqual(["y=a", "y=b"]);
  });

  it.each([
    ["texts", ["a", "b", "b", "a"], "classification"],
    ["true and false", ["true", "false", "true", "true"], "classification"],
    ["few whole numbers", ["0", "1", "1.0", "0.0"], "classification"],
    ["whole numbers, each once", ["3", "1", "4", "2"], "regression"],
    ["other numbers", ["0.5", "1", "0.5", "1"], "regression"],
    ["dates", ["2024-01-01", "2024-01-01", "2024-01-02", "2024-01-02"], "regression"],
    ["214 numbers in 442 rows", Array.from({ length: 442 }, (_, i) => `${25 + (i % 214)}`), "regression"],
    ["21 whole numbers", Array.from({ length: 84 }, (_, i) => `${i % 21}`), "regression"],
    ["20 whole numbers", Array.from({ length: 80 }, (_, i) => `${i % 20}`), "classification"],
  ])("infers the task from %s", (_, values, task) => {
    const text = `x,y\n${values.map((value, i) => `${i % 3},${value}`).join("\n")}`;
    expect(fitted(text).target.task).toBe(task);
    for (const given of ["classification", "regression"] as const)
      if (!/[a-z]/.test(values[0])) expect(fitted(text, { task: given }).target.task).toBe(given);
  });

  it("takes labels 1 and 1.0 for one class, and sorts numbers by size", () => {
    const table = parseTable("a,kind\n1,10\n2,9\n3,9.0\n4,10.0");
    const preprocessing = Preprocessing.fit(table);
    expect(preprocessing.classNames).toEqual(["9", "10"]);
    expect(preprocessing.examples(table)).toMatchObject({ labels: Int32Array.of(1, 0, 0, 1), classes: 2 });
  });

  it("standardizes a number to predict, and inverts it", () => {
    const table = parseTable("x,y\n1,100000\n2,300000\n3,\n4,200001");
    const preprocessing = Preprocessing.fit(table);
    const examples = preprocessing.examples(table);
    expect(examples.inputs.shape).toEqual([3, 1]);
    const { targets } = examples as Extract<typeof examples, { targets: unknown }>;
    const back = preprocessing.invert(targets.data);
    for (const [i, y] of [100000, 300000, 200001].entries()) expect(back[i]).toBeCloseTo(y, 1);
    expect(() => fitted("x,k\n1,a\n2,b").invert([1])).toThrow(
      'Preprocessing.invert: the target must be a number, got the classes of "k"',
    );
  });

  it("is plain JSON", () => {
    for (const text of [pets, "x,y\n1,0.5\n2,1.5\n3,2"]) {
      const preprocessing = fitted(text);
      const again = Preprocessing.fromJSON(JSON.parse(JSON.stringify(preprocessing)), "model");
      expect(again).toEqual(preprocessing);
      expect(inputs(again, parseTable(text))).toEqual(inputs(preprocessing, parseTable(text)));
    }
  });

  it.each([
    [null, "model: needs an object, got null"],
    [{ features: [], target: {}, ignored: [] }, "model: features: needs 1 or more columns, got none"],
    [{ features: [{ name: "x", kind: "number" }] }, "model: features[0].mean: needs a finite number, got undefined"],
    [
      { features: [{ name: "x", kind: "text", levels: ["a", "a"], mode: "a", other: false, indicator: false }] },
      "model: features[0].levels: needs a list of different texts, got an array of 2",
    ],
    [
      { ...fitted(pets).toJSON(), target: { name: "kind", kind: "text", task: "classification", classNames: ["a"] } },
      "model: target.classNames: needs 2 or more different texts, got an array of 1",
    ],
    [{ ...fitted(pets).toJSON(), ignored: [{ name: "x" }] }, "model: ignored[0].reason: needs text, got undefined"],
  ])("refuses JSON that is not its own: %j", (json, message) => {
    expect(() => Preprocessing.fromJSON(json, "model")).toThrow(
      new DataFileError(...(message.split(/: needs |, got /) as [string, string, string])),
    );
  });
});

describe("folds of a table", () => {
  const table = parseTable(`x,y\n${Array.from({ length: 23 }, (_, i) => `${i},${i % 4 ? "a" : "b"}`).join("\n")}\n5,`);
  const folds = prepareFolds(table, { folds: 5, random: new Random(1) });

  it("test on every row with a target once, and train on all others", () => {
    expect(folds.flatMap(({ testRows }) => [...testRows]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, i) => i),
    );
    for (const { train, test } of folds) expect(train.inputs.shape[0] + test.inputs.shape[0]).toBe(23);
    expect(folds.map(({ testRows }) => testRows.filter((row) => row % 4 === 0).length)).toEqual([1, 1, 1, 2, 1]);
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

  it("are at most the number of rows", () => {
    expect(() => prepareFolds(table, { folds: 24, random: new Random(1) })).toThrow(
      "needs 2 to 23 folds, one row or more in each, got 24",
    );
  });
});

describe("rows to predict", () => {
  const preprocessing = fitted(pets);
  const expected = [[-0.4472, 1, 0, 0, -1, 0, 1]];

  it.each<[string, Row]>([
    ["values", { weight: 4, colour: "blue", good: false, age: null, kind: "dog" }],
    ["cells", { weight: "4", colour: "blue", good: "FALSE", age: "NA" }],
    ["another order, and other columns", { good: false, extra: 1, colour: "blue", weight: 4, age: undefined }],
    ["0 for false", { weight: 4, colour: "blue", good: 0, age: "" }],
  ])("may be objects with %s", (_, row) => {
    expect(inputs(preprocessing, [row])).toEqual(expected);
  });

  it("may be a table whose columns have another order and look like other kinds", () => {
    const table = parseTable("age,good,colour,weight\n,false,blue,4", "new.csv", { kinds: preprocessing.kinds });
    expect(inputs(preprocessing, table)).toEqual(expected);
    expect(inputs(fitted("k,y\n1,a\nx,b\n2,a\n1,b"), parseTable("k\n1\n2"))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it("may be a table with missing cells where training had none", () => {
    expect(inputs(fitted("x,k,y\n1,a,0\n3,b,1\n2,a,0\n2,b,1"), [{ x: null, k: null }])).toEqual([[0, 1, 0]]);
  });

  it.each<[string, Row[], string]>([
    [
      "a missing column",
      [{ weight: 1, color: "red", good: true, age: 3 }],
      'rows: needs a column "colour", got the columns weight, good, age',
    ],
    ["a text for a number", [{}, { weight: "heavy" }], 'row 2: column "weight": needs a finite number, got "heavy"'],
    ["an object in a cell", [{ weight: {} }], 'row 1: column "weight": needs a finite number, got an object'],
    ["a list for a row", [[] as unknown as Row], "row 1: needs an object with the values of the columns, got []"],
  ])("with %s are refused", (_, rows, message) => {
    expect(() => preprocessing.transform(rows)).toThrow(DataFileError);
    expect(() => preprocessing.transform(rows)).toThrow(message);
  });

  it("in a table with a text for a number, or a class that is new, are refused", () => {
    const table = parseTable("weight,colour,good,age,kind\nheavy,red,true,1,cow", "new.csv");
    expect(() => preprocessing.transform(table)).toThrow(
      'new.csv: needs a finite number in column "weight", got "heavy"',
    );
    expect(() => preprocessing.examples(parseTable(pets.replaceAll("dog", "cow"), "new.csv"))).toThrow(
      'new.csv: needs one of the classes cat, dog in column "kind", got "cow"',
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
