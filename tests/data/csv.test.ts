import { describe, expect, it } from "vitest";
import { csvDataset, csvRegression, DataFileError } from "../../src/data/index.ts";
import { parseCsv } from "../../src/data/readers/parseCsv.ts";

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

  it("may start with a byte order mark, which is no part of the first cell", () => {
    expect(cells("\uFEFFa,b")).toEqual([["a", "b"]]);
  });

  it("knows its lines, quoted line ends counted", () => {
    expect([...parseCsv('"a\nb",c\r\n1,2\n3,4', "f")].map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it("is read a row at a time", () => {
    const rows = parseCsv("1,2\n3", "f");
    expect(rows.next().value).toEqual({ line: 1, cells: ["1", "2"] });
    expect(() => rows.next()).toThrow("f, line 2: expected 2 cells as in line 1, found 1");
  });

  it("is read in time proportional to its length, even if a quote never ends", () => {
    const started = performance.now();
    expect(() => cells(`"${"x".repeat(2_000_000)}`)).toThrow(DataFileError);
    expect(cells(`"${'""'.repeat(500_000)}",1`)[0][0]).toHaveLength(500_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it.each([
    ["a quote that never ends", 'a,b\n1,"2\n3,4', "f.csv, line 2, column 2: expected a cell"],
    ["text after a closing quote", 'a,b\n"1"2,3', "f.csv, line 2, column 1: expected a cell"],
    ["a quote inside a plain cell", 'a,b\n1,2"3', "f.csv, line 2, column 2: expected a cell"],
    [
      "a cell as long as a book",
      `a,b\n"1","${"x".repeat(2 ** 20 + 1)}"`,
      "f.csv, line 2, column 2: expected at most 1048576 characters in a cell, found 1048577",
    ],
    [
      "more columns than a table has",
      ",".repeat(2 ** 18),
      "f.csv, line 1, column 262145: expected at most 262144 cells in a row, found more",
    ],
    ["a lone carriage return", "a,b\r1,2", "f.csv, line 1, column 2: expected a cell"],
    ["a row too long", "a,b\n1,2\n1,2,3", "f.csv, line 3: expected 2 cells as in line 1, found 3"],
    ["a row too short", "a,b,c\n1,2", "f.csv, line 2: expected 3 cells as in line 1, found 2"],
    ["a blank line", "a,b\n\n1,2", "f.csv, line 2: expected 2 cells as in line 1, found a blank line"],
    ["a row after a quoted line end", '"a\nb",c\n1', "f.csv, line 3: expected 2 cells as in line 1, found 1"],
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
      'f, line 1, column 2: expected one of cat,dog, found "cow"',
    );
  });

  it("has as many classes as a data set can have, found in time proportional to their number", () => {
    const names = Array.from({ length: 2 ** 16 }, (_, i) => `c${i}`);
    const csv = (classes: string[]): string =>
      `x,kind\n${[...classes, ...classes].map((name) => `1,${name}\n`).join("")}`;
    const started = performance.now();
    const { classNames, labels } = csvDataset(csv(names), "f");
    expect(performance.now() - started).toBeLessThan(1500);
    expect(classNames).toEqual([...names].sort());
    expect(Array.from(labels, (label) => classNames[label])).toEqual([...names, ...names]);
    expect(() => csvDataset(csv([...names, "one more"]), "f")).toThrow(
      'f, line 65538, column 2 (kind): expected one of at most 65536 classes; is it a number to predict?, found "one more"',
    );
  });

  it("of numbers to predict has targets [n,1]", () => {
    const { inputs, targets } = csvRegression("x,y\n1,10\n2,20", "f");
    expect([inputs.shape, targets.shape]).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect([...targets.data]).toEqual([10, 20]);
  });

  it.each(["", " ", "abc", "NaN", "Infinity", "-inf", "1e39", "0x10", "1,5".replace(",", " "), "--1", "."])(
    "does not take %j for a number",
    (cell) => {
      const found = cell.trim() === "" ? "a blank cell" : JSON.stringify(cell.trim());
      const message = `f.csv, line 3, column 2 (y): expected a finite 32-bit number, found ${found}`;
      const text = `x,y,z\n1,2,3\n1,${cell},3`;
      expect(() => csvDataset(text, "f.csv")).toThrow(message);
      expect(() => csvRegression(text, "f.csv")).toThrow(message);
      expect(() => csvRegression(text, "f.csv", { target: "y" })).toThrow(message);
    },
  );

  it.each([
    ["an empty file", "", {}, "f: expected a row of data, found at most a header"],
    ["only a header", "x,y\n", {}, "f: expected a row of data, found at most a header"],
    [
      "no names of columns",
      "1,2\n3,4",
      {},
      'f, line 1: expected the names of the columns, or header: false, found "1,2"',
    ],
    ["one column", "y\n1", {}, "f: expected 2 or more columns, separated by commas, found 1"],
    ["a column that is not there", "x,y\n1,2", { target: "z" }, 'f: expected one column "z", found the columns x, y'],
    ["a column out of range", "1,2", { header: false, target: 2 }, "expected one column 2, found 2 columns without"],
    ["two columns of that name", "y,x,y\n1,2,3", { target: "y" }, 'expected one column "y", found the columns y, x, y'],
    [
      "a blank class",
      "x,y\n1,a\n2, ",
      {},
      "f, line 3, column 2 (y): expected one of the class names, found a blank cell",
    ],
  ])("with %s is refused", (_, text, options, message) => {
    expect(() => csvDataset(text, "f", options)).toThrow(message);
  });
});
