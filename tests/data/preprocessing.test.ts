/** @file `Preprocessing` makes inputs from the columns of a table, fitted to its training rows. */

import { describe, expect, it } from "vitest";
import { DataFileError, type FitOptions, Preprocessing, parseTable, type Row } from "../../src/data/index.ts";

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
