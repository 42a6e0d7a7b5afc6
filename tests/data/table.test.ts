import { describe, expect, it } from "vitest";
import { DataFileError, parseTable, type TableOptions } from "../../src/data/index.ts";

/** The columns of a table as lists: numbers, or texts with null for a missing cell. */
function values(text: string, options?: TableOptions): Record<string, unknown[]> {
  const { columns } = parseTable(text, "f.csv", options);
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.kind === "text"
        ? Array.from(column.codes, (code) => column.texts[code] ?? null)
        : Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    ]),
  );
}

const notes = (text: string, options?: TableOptions) => parseTable(text, "f.csv", options).notes;
const kinds = (text: string) => parseTable(text, "f.csv").columns.map(({ kind }) => kind);

describe("a table", () => {
  it.each([
    ["commas", "a,b\n1,x\n2,y", []],
    ["semicolons", "a;b\n1;x, z\n2;y", ["separator: semicolon"]],
    ["tabs", "a\tb\n1\tx\n2\ty", ["separator: tab"]],
    ["pipes", "a|b\n1|x\n2|y", ["separator: pipe"]],
    ["what Excel's first line says", "sep=:\na:b\n1:x\n2:y", ['separator: ":"']],
  ])("is separated by %s", (_, text, said) => {
    expect(Object.keys(values(text))).toEqual(["a", "b"]);
    expect(values(text).a).toEqual([1, 2]);
    expect(notes(text)).toEqual(said);
  });

  it("may be separated by another character that is given", () => {
    expect(values("a b\n1 2", { separator: " " })).toEqual({ a: [1], b: [2] });
  });

  it.each([
    ["decimal commas", "a;b\n1,5;2\n-,25;3", [1.5, -0.25]],
    ["decimal commas with thousands", "a;b\n1.234,5;2\n7;3", [1234.5, 7]],
    ["thousands in quotes", 'a,b\n"682,000",2\n"1,234,567.5",3', [682000, 1234567.5]],
    ["thousands by spaces and quotes", "a;b\n1 234;2\n1'234'567;3", [1234, 1234567]],
    ["percent", "a,b\n35%,2\n-0.5 %,3", [0.35, -0.005]],
    ["a currency", 'a,b\n"$1,200",2\n€3.5,3', [1200, 3.5]],
    ["exponents", "a,b\n1e3,2\n-.5E-1,3", [1000, -0.05]],
    ["points with three digits", "a,b\n1.234,2\n0.500,3", [1.234, 0.5]],
  ])("has numbers with %s", (_, text, expected) => {
    expect(values(text).a).toEqual(expected);
  });

  it("reads 1,234 as decimal in a file of semicolons, unless told or another number shows thousands", () => {
    expect(values("a;b\n1,234;2").a).toEqual([1.234]);
    expect(values("a;b\n1,234;2", { decimal: "." }).a).toEqual([1234]);
    expect(values("a;b\n1,234;2.5").a).toEqual([1234]);
  });

  it.each([
    ["of ISO 8601", "d,y\n1970-01-02,1\n2024-01-31T12:00Z,2\n2024-01-31T12:00+02:00,3", [1, 19753.5, 19753.5 - 1 / 12]],
    ["with the day first where a month would be 13", "d,y\n01/02/1970,1\n13/01/1970,2", [31, 12]],
    ["with the month first where the day is 13", "d,y\n01/02/1970,1\n01/13/1970,2", [1, 12]],
    ["with points, the day first", "d,y\n02.01.1970,1\n03.01.1970,2", [1, 2]],
  ])("has dates %s, as days since 1970-01-01", (_, text, expected) => {
    for (const [at, day] of (values(text).d as number[]).entries()) expect(day).toBeCloseTo(expected[at], 9);
  });

  it("has no 30th of February", () => {
    expect(kinds("d,y\n2024-02-30,1\n2024-02-29,2")).toEqual(["text", "number"]);
  });

  it("has true and false in any case", () => {
    expect(values("ok,y\nTrue,1\nFALSE,2\ntrue,3").ok).toEqual([1, 0, 1]);
  });

  it("has missing cells: blank, NA, N/A, NaN, null and ?; others are told", () => {
    expect(values("a,k\n1,x\n ,NULL\nNA,?\nN/A,null\nnan,y")).toEqual({
      a: [1, null, null, null, null],
      k: ["x", null, null, null, "y"],
    });
    expect(values("a,k\n1,x\n-999,none\n3,NA", { missing: ["-999", "none"] })).toEqual({
      a: [1, null, 3],
      k: ["x", null, "NA"],
    });
  });

  it.each([
    ["a blank last line", "a,b\n1,2\n\n", "1 blank line left out, first line 3"],
    ["Excel's rows of commas", "a,b\n1,2\n,\n,\n", "2 blank lines left out, first line 3"],
    ["a comma at the end of every line", "a,b,\n1,2,\n", "1 column without name and values left out"],
    ["a comma at the end of the header", "a,b,\n1,2\n", "1 column without name and values left out"],
    ["repeated names", "a,a,b\n1,2,3", 'repeated names: "a (2)"'],
    ["missing cells", "a,b\n1,2\n,3\nNA,4", "missing cells: a 2 (blank, NA)"],
    ["percent", "a,b\n35%,2\n4%,3", "percent: a (35% is 0.35)"],
    ["thousands", 'a,b\n"682,000",2\n7,3', "thousands separators: a (682,000 is 682000)"],
    ["dates", "d,y\n31.01.2024,1\n01.02.2024,2", "days since 1970-01-01: d (day first, 31.01.2024 is 19753)"],
    ["true and false", "a,b\ntrue,2\nfalse,3", "true and false: a (true is 1)"],
    ["decimal commas", "a;b\n1,5;2", "decimal comma"],
    ["no header", "1.5,x\n2.5,x", "no names in line 1: columns are named 1 to 2"],
  ])("says %s in one line", (_, text, note) => {
    expect(notes(text)).toContain(note);
  });

  it("keeps the data of a trailing comma", () => {
    expect(values("a,b,c,\n1,2,x,\n3,4,y,")).toEqual({ a: [1, 3], b: [2, 4], c: ["x", "y"] });
  });

  it("names a column without a name by its place", () => {
    expect(Object.keys(values(",x\n0,1.5\n1,2.5"))).toEqual(["column 1", "x"]);
  });

  it("has no header where line 1 is numbers above numbers, or a text that occurs again", () => {
    const iris = "5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n7.0,3.2,Iris-versicolor\n";
    expect(values(iris)["3"]).toEqual(["Iris-setosa", "Iris-setosa", "Iris-versicolor"]);
    expect(values("0,0,0\n1,1,100")["3"]).toEqual([0, 100]);
    expect(parseTable(iris).hasHeader).toBe(false);
  });

  it("has a header where line 1 is texts above numbers, though one occurs again", () => {
    expect(values("x,other\n1,other\n2,b")).toEqual({ x: [1, 2], other: ["other", "b"] });
    expect(parseTable("a,b\nc,d\ne,f").hasHeader).toBe(true);
    expect(parseTable("a,b\nc,b\ne,f").hasHeader).toBe(false);
  });

  it("whose line 1 can be both is refused until it is told", () => {
    for (const text of ["2019,2020,kind\n1,2,a\n3,4,b", `7,kind\n${"1,a\n2,b\n".repeat(5)}`])
      expect(() => parseTable(text, "f.csv")).toThrow(
        "pass header: true if these are names, header: false if they are data",
      );
    expect(values("2019,2020,kind\n1,2,a", { header: true })).toEqual({ 2019: [1], 2020: [2], kind: ["a"] });
    expect(values("2019,2020,kind\n1,2,a", { header: false })["3"]).toEqual(["kind", "a"]);
  });

  it("keeps numbers in Float64, such as timestamps that are equal in Float32", () => {
    expect(values("t,k\n1700000000000,a\n1700000000100,b").t).toEqual([1700000000000, 1700000000100]);
  });

  it.each(["abc", "Infinity", "-inf", "1e309", "0x10", "1 5", "--1", ".", "1,23,4"])(
    "does not take %j for a number",
    (cell) => {
      expect(kinds(`x,y\n1,2\n"${cell}",3`)).toEqual(["text", "number"]);
      expect(() => parseTable(`x,y\n1,2\n"${cell}",3`, "f.csv", { kinds: { x: "number" } })).toThrow(
        `f.csv:3: column 1 (x): needs a finite number, got ${JSON.stringify(cell)}`,
      );
    },
  );

  it("is read again where a text comes late: its texts are as they are in the file", () => {
    const text = `code,y\n${"007,1\n1.50,2\n".repeat(600)}A1,3\n`;
    const late = `code,y\n${"007,1\n".repeat(1100)}${"A1,3\n".repeat(200)}`;
    expect(() => parseTable(text, "f.csv")).toThrow(
      'f.csv:1202: column 1 (code): needs a finite number as in 1200 other rows, got "A1"; mend the cell, ' +
        'or pass missing: ["A1"] or kinds: { "code": "text" }',
    );
    expect(new Set(values(late).code)).toEqual(new Set(["007", "A1"]));
    expect(new Set(values(text, { kinds: { code: "text" } }).code)).toEqual(new Set(["007", "1.50", "A1"]));
  });

  it("finds late that the day comes first", () => {
    const text = `d,y\n${"01/02/1970,1\n".repeat(1100)}13/01/1970,2\n`;
    expect(values(text).d.slice(-2)).toEqual([31, 12]);
  });

  it("counts at most 65,536 different texts of a column", () => {
    const { columns } = parseTable(`k,y\n${Array.from({ length: 65_538 }, (_, i) => `c${i},1\n`).join("")}`);
    expect(columns[0]).toMatchObject({ kind: "text", hasMore: true });
    expect("codes" in columns[0] && [...columns[0].codes.subarray(-3)]).toEqual([65_535, -2, -2]);
  });

  it.each([
    ["an empty file", "", "f.csv: needs a row of data, got an empty file"],
    ["only a header", "x,y\n", "f.csv: needs a row of data, got only a header"],
    ["blank lines", "\n\n,,\n", "f.csv: needs a row of data, got an empty file"],
  ])("is refused if it is %s", (_, text, message) => {
    expect(() => parseTable(text, "f.csv")).toThrow(
      new DataFileError(...(message.split(/: needs |, got /) as [string, string, string])),
    );
  });

  it.each([
    [{ separator: "ab" }, 'parseTable: separator must be one character, not a quote or a line end, got "ab"'],
    [{ decimal: ";" as "," }, 'parseTable: decimal must be "." or ",", got ";"'],
    [{ kinds: { a: "int" } } as object, "parseTable: kinds must be names with kinds of columns: number; boolean"],
    [{ heder: true } as object, 'parseTable: unknown option "heder"; did you mean "header"?'],
  ])("refuses the option %j", (options, message) => {
    expect(() => parseTable("a\n1", "f", options)).toThrow(message);
  });
});
