import { describe, expect, it } from "vitest";
import { csvDataset, csvRegression, DataFileError } from "../../src/data/index.ts";
import { parseCsv } from "../../src/data/readers/support/parseCsv.ts";

const cells = (text: string): string[][] => [...parseCsv(text, "f")].map((row) => row.cells);

describe("CSV text", () => {
  it("is rows of cells, ended by LF, CRLF or the end of the text", () => {
    expect(cells("a,b\n1,2\r\n3,4")).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(cells("a,b\n1,2\r\n")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(cells("")).toEqual([]);
  });

  it("keeps empty cells, at the end of a row too", () => {
    expect(cells(",a,\n,,")).toEqual([
      ["", "a", ""],
      ["", "", ""],
    ]);
  });

  it("may quote a cell to hold commas, line ends and doubled quotes", () => {
    expect(cells('"a,b","say ""hi""","two\nlines",""\n1,2,3,4')).toEqual([
      ["a,b", 'say "hi"', "two\nlines", ""],
      ["1", "2", "3", "4"],
    ]);
  });

  it("may start with a byte order mark, which is not part of the first cell", () => {
    expect(cells("\uFEFFa,b")).toEqual([["a", "b"]]);
  });

  it("knows its lines, quoted line ends counted", () => {
    expect([...parseCsv('"a\nb",c\r\n1,2\n3,4', "f")].map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it("is read a row at a time", () => {
    const rows = parseCsv("1,2\n3", "f");
    expect(rows.next().value).toEqual({ line: 1, cells: ["1", "2"] });
    expect(() => rows.next()).toThrow("f:2: needs 2 cells as in line 1, got 1");
  });

  // A parser that reads rest after rest, quadratic in the length, would take hours.
  it("is read in linear time: two million characters, even if a quote never ends", () => {
    expect(() => cells(`"${"x".repeat(2_000_000)}`)).toThrow(DataFileError);
    expect(cells(`"${'""'.repeat(500_000)}",1`)[0][0]).toHaveLength(500_000);
  });

  it.each([
    ["a quote that never ends", 'a,b\n1,"2\n3,4', "f.csv:2: column 2: needs a cell"],
    ["text after a closing quote", 'a,b\n"1"2,3', "f.csv:2: column 1: needs a cell"],
    ["a quote inside a plain cell", 'a,b\n1,2"3', "f.csv:2: column 2: needs a cell"],
    [
      "a cell as long as a book",
      `a,b\n"1","${"x".repeat(2 ** 20 + 1)}"`,
      "f.csv:2: column 2: needs at most 1048576 characters in a cell, got 1048577",
    ],
    [
      "more columns than a table has",
      ",".repeat(2 ** 18),
      "f.csv:1: column 262145: needs at most 262144 cells in a row, got more",
    ],
    ["a lone carriage return", "a,b\r1,2", "f.csv:1: column 2: needs a cell"],
    ["a row too long", "a,b\n1,2\n1,2,3", "f.csv:3: needs 2 cells as in line 1, got 3"],
    ["a row too short", "a,b,c\n1,2", "f.csv:2: needs 3 cells as in line 1, got 2"],
    ["a blank line", "a,b\n\n1,2", "f.csv:2: needs 2 cells as in line 1, got a blank line"],
    ["a row after a quoted line end", '"a\nb",c\n1', "f.csv:3: needs 2 cells as in line 1, got 1"],
  ])("with %s is refused by line", (_, text, message) => {
    const read = () => [...parseCsv(text, "f.csv")];
    expect(read).toThrow(DataFileError);
    expect(read).toThrow(message);
  });
});

describe("a CSV data set", () => {
  const pets = "x,y,kind\n0,1.5,cat\n-1e2,.5,dog\n+3,4.,cat\n";

  it("predicts the last column from the others", () => {
    const { inputs, labels, classes, classNames } = csvDataset(pets, "pets.csv");
    expect(inputs.shape).toEqual([3, 2]);
    expect([...inputs.data]).toEqual([0, 1.5, -100, 0.5, 3, 4]);
    expect([...labels]).toEqual([0, 1, 0]);
    expect([classes, classNames]).toEqual([2, ["cat", "dog"]]);
  });

  it("predicts a column chosen by name or by number from 0", () => {
    const text = "a,kind,b\n1,0,2\n3,1,4";
    for (const target of ["kind", 1]) {
      const { inputs, labels } = csvDataset(text, "f", { target });
      expect([...inputs.data]).toEqual([1, 2, 3, 4]);
      expect([...labels]).toEqual([0, 1]);
    }
  });

  it("without a header counts its first row as data", () => {
    expect(csvDataset("1,2,a\n3,4,b", "f", { header: false }).inputs.shape).toEqual([2, 2]);
  });

  it("numbers classes in the order of their names: numbers by size, text by letter", () => {
    expect(csvDataset("1,10\n1,9\n1,100", "f", { header: false }).classNames).toEqual(["9", "10", "100"]);
    expect(csvDataset("1,b\n1,B\n1,a1", "f", { header: false }).classNames).toEqual(["B", "a1", "b"]);
  });

  it("numbers classes as told, so that a test file agrees with its training file", () => {
    const { labels, classes } = csvDataset("1,dog", "f", { header: false, classNames: ["cat", "dog"] });
    expect([[...labels], classes]).toEqual([[1], 2]);
    expect(() => csvDataset("1,cow", "f", { header: false, classNames: ["cat", "dog"] })).toThrow(
      'f:1: column 2: needs one of cat,dog, got "cow"',
    );
  });

  it("has at most 65,536 classes", () => {
    const names = Array.from({ length: 2 ** 16 }, (_, i) => `c${i}`);
    const csv = (classes: string[]): string =>
      `x,kind\n${[...classes, ...classes].map((name) => `1,${name}\n`).join("")}`;
    const { classNames, labels } = csvDataset(csv(names), "f");
    expect(classNames).toEqual([...names].sort());
    expect(Array.from(labels, (label) => classNames[label])).toEqual([...names, ...names]);
    expect(() => csvDataset(csv([...names, "one more"]), "f")).toThrow(
      'f:65538: column 2 (kind): needs one of at most 65536 classes, got "one more"; is it a number to predict?',
    );
  });

  it("without names in line 1 is refused, not read without its first row", () => {
    const iris = "5.1,3.5,1.4,0.2,Iris-setosa\n4.9,3.0,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n";
    const message =
      'iris.csv:1: needs the names of the columns, got "5.1,3.5,1.4,0.2,Iris-setosa"; ' +
      "pass header: false if it is data, header: true if these are names";
    expect(() => csvDataset(iris, "iris.csv")).toThrow(message);
    expect(csvDataset(iris, "iris.csv", { header: false }).labels.length).toBe(3);
  });

  it("takes numbers for names where it is told to", () => {
    const { columns, inputs } = csvDataset("2019,2020,kind\n1,2,a\n3,4,b", "years.csv", { header: true });
    expect(columns).toEqual(["2019", "2020"]);
    expect(inputs.shape).toEqual([2, 2]);
  });

  it("keeps numbers in Float64, such as timestamps that are equal in Float32", () => {
    const { inputs } = csvDataset("t,k\n1700000000000,a\n1700000000100,b", "f");
    expect([...inputs.data]).toEqual([1700000000000, 1700000000100]);
    const { targets } = csvRegression("x,y\n1,0.1\n2,16777217", "f");
    expect([...targets.data]).toEqual([0.1, 16777217]);
  });

  it("of numbers to predict has targets [n,1]", () => {
    const { inputs, targets } = csvRegression("x,y\n1,10\n2,20", "f");
    expect([inputs.shape, targets.shape]).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect([...targets.data]).toEqual([10, 20]);
  });

  describe("for testing, with its columns in another order", () => {
    const train = csvDataset("x,y,kind\n1,2,a\n3,4,b", "train.csv");
    const { classNames, columns, targetName } = train;
    const read = (text: string) => csvDataset(text, "test.csv", { classNames, columns, target: targetName });

    it("is read by name", () => {
      expect([columns, targetName]).toEqual([["x", "y"], "kind"]);
      for (const text of ["y,x,kind\n20,10,b", "kind,y,x\nb,20,10", "x,kind,y\n10,b,20"]) {
        const { inputs, labels } = read(text);
        expect([...inputs.data]).toEqual([10, 20]);
        expect([...labels]).toEqual([1]);
      }
    });

    it("keeps the order of columns with the same name", () => {
      const options = { columns: ["x", "x"], target: "kind" };
      expect([...csvDataset("x,x,kind\n1,2,a", "f", options).inputs.data]).toEqual([1, 2]);
    });

    it("finds its target as the one other column", () => {
      const { labels } = csvDataset("kind,y,x\nb,20,10", "test.csv", { classNames, columns });
      expect([...labels]).toEqual([1]);
    });

    it.each([
      ["a missing column", "x,kind\n1,a", "test.csv: needs the feature columns x, y in any order, got x"],
      ["another column", "x,y,z,kind\n1,2,3,a", "needs the feature columns x, y in any order, got x, y, z"],
      ["a renamed column", "x,Y,kind\n1,2,a", "needs the feature columns x, y in any order, got x, Y"],
      ["a column twice", "x,x,kind\n1,2,a", "needs the feature columns x, y in any order, got x, x"],
      ["no target", "x,y\n1,2", 'test.csv: needs one column "kind", got the columns x, y'],
    ])("is refused with %s", (_, text, message) => {
      expect(() => read(text)).toThrow(DataFileError);
      expect(() => read(text)).toThrow(message);
    });

    it("applies to numbers to predict", () => {
      const { columns, targetName } = csvRegression("x,y,z\n1,2,3", "train.csv");
      const { inputs, targets } = csvRegression("z,y,x\n30,20,10", "f", { columns, target: targetName });
      expect([...inputs.data, ...targets.data]).toEqual([10, 20, 30]);
    });

    it("is read in its own order where the training file has no names", () => {
      const { columns, targetName } = csvDataset("1,2,a", "train.csv", { header: false });
      expect([columns, targetName]).toEqual([[], ""]);
      expect(csvDataset("1,2,a", "f", { header: false, columns }).inputs.shape).toEqual([1, 2]);
    });
  });

  it.each(["", " ", "abc", "NaN", "Infinity", "-inf", "1e309", "0x10", "1,5".replace(",", " "), "--1", "."])(
    "does not take %j for a number",
    (cell) => {
      const found = cell.trim() === "" ? "a blank cell" : JSON.stringify(cell.trim());
      const message = `f.csv:3: column 2 (y): needs a finite number, got ${found}`;
      const text = `x,y,z\n1,2,3\n1,${cell},3`;
      expect(() => csvDataset(text, "f.csv")).toThrow(message);
      expect(() => csvRegression(text, "f.csv")).toThrow(message);
      expect(() => csvRegression(text, "f.csv", { target: "y" })).toThrow(message);
    },
  );

  it.each([
    ["an empty file", "", {}, "f: needs a row of data, got at most a header"],
    ["only a header", "x,y\n", {}, "f: needs a row of data, got at most a header"],
    [
      "no names of columns",
      "1,2\n3,4",
      {},
      'f:1: needs the names of the columns, got "1,2"; pass header: false if it is data',
    ],
    ["one column", "y\n1", {}, "f: needs 2 or more columns, separated by commas, got 1"],
    ["a column that is not there", "x,y\n1,2", { target: "z" }, 'f: needs one column "z", got the columns x, y'],
    ["a column out of range", "1,2", { header: false, target: 2 }, "needs column 3 (index 2), got 2 columns without"],
    ["two columns of that name", "y,x,y\n1,2,3", { target: "y" }, 'needs one column "y", got the columns y, x, y'],
    ["a blank class", "x,y\n1,a\n2, ", {}, "f:3: column 2 (y): needs one of the class names, got a blank cell"],
  ])("with %s is refused", (_, text, options, message) => {
    expect(() => csvDataset(text, "f", options)).toThrow(message);
  });
});
