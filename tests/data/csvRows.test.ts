import { describe, expect, it } from "vitest";
import { DataFileError, parseTable } from "../../src/data/index.ts";
import { csvRows } from "../../src/data/tables/support/csvRows.ts";

/** The cells of a text that arrives in pieces of that length. */
function cells(text: string, piece = text.length || 1): string[][] {
  const pieces = text.match(new RegExp(`[^]{1,${piece}}`, "g")) ?? [];
  return [...csvRows(pieces, "f", ",")].map((row) => row.cells.map((cell) => cell.trim()));
}

describe("rows of CSV text", () => {
  const text = '\r\n"a,b","say ""hi""","two\nlines",""\r\n1,2,3,4\n,,é,';

  it("are cells, quoted or not, ended by LF, CRLF or the end of the text", () => {
    expect(cells(text)).toEqual([[""], ["a,b", 'say "hi"', "two\nlines", ""], ["1", "2", "3", "4"], ["", "", "é", ""]]);
  });

  it("do not depend on where the text is cut into pieces", () => {
    for (let piece = 1; piece <= 20; piece++) expect(cells(text, piece)).toEqual(cells(text));
  });

  it("end with CR in a text without LF", () => {
    expect(cells('"Foo","Bar"\r"Biff","Baff"\r')).toEqual([
      ["Foo", "Bar"],
      ["Biff", "Baff"],
    ]);
  });

  it("end with CR if LF is in quotes only, as Excel for Macintosh writes it, wherever the text is cut", () => {
    const text = 'size 5",Bar\r"Bi\nff","Ba\r\nff"\r"""\n""",\r';
    const rows = [
      ['size 5"', "Bar"],
      ["Bi\nff", "Ba\r\nff"],
      ['"\n"', ""],
    ];
    for (let piece = 1; piece <= 30; piece++) expect(cells(text, piece).slice(0, 3)).toEqual(rows);
    const { rows: count, columns } = parseTable('sep=;\ra;"b\nc"\r1;2\r3;4\r');
    expect([count, columns.map(({ name }) => name)]).toEqual([2, ["a", "b\nc"]]);
  });

  it.each(['height (")', 'height "', 'é"'])("end where they do after %s, a quote inside a cell", (name) => {
    for (const end of ["\n", "\r", "\r\n"]) {
      const text = ["name", name, "A", "5", "B", "6"].reduce(
        (all, cell, i) => all + (i % 2 ? `,${cell}${end}` : cell),
        "",
      );
      for (const piece of [4, 16, 100])
        expect(cells(text, piece).slice(0, 3)).toEqual([
          ["name", name],
          ["A", "5"],
          ["B", "6"],
        ]);
    }
  });

  it("know their lines, line ends in quotes counted", () => {
    expect([...csvRows(['"a\nb",c\r\n1,2\n3,4'], "f", ",")].map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it("arrive before the text has been read", () => {
    function* endless(): Generator<string> {
      for (;;) yield "1,2\n";
    }
    expect(csvRows(endless(), "f", ",").next().value).toEqual({ line: 1, cells: ["1", "2"] });
  });

  // A parser that reads rest after rest, quadratic in the length, would take hours.
  it("are read in linear time: two million characters, even if a quote never ends", () => {
    expect(() => cells(`"${"x".repeat(2_000_000)}`)).toThrow(DataFileError);
    expect(cells(`"${'""'.repeat(500_000)}",1`)[0][0]).toHaveLength(500_000);
    expect(() => cells(`"${'"b'.repeat(1_000_000)}`)).toThrow(DataFileError);
  });

  it.each([
    ["a quote that never ends", 'a,b\n1,"2\n3,4', "f.csv:2: needs a quote at the end of a cell that starts with one"],
    [
      "text after a closing quote",
      'a,b\n"1"2,3',
      'f.csv:2: needs a separator or a line end after a closing quote, got "\\"1\\"2,3"',
    ],
    [
      "a cell as long as a book",
      `a,b\n"1","${"x".repeat(2 ** 20 + 1)}"`,
      "f.csv:2: column 2: needs at most 1048576 characters in a cell, got 1048577",
    ],
    ["more columns than a table has", ",".repeat(2 ** 18), "f.csv:1: needs at most 262144 cells in a row, got more"],
    ["a row too long", "a,b\n1,2\n1,2,3", "f.csv:3: needs 2 cells as in line 1, got 3"],
    ["a row too short", "a,b,c\n1,2,3\n1,2", "f.csv:3: needs 3 cells as in line 1, got 2"],
    ["a row too long after a quoted line end", '"a\nb",c\n1,2,3', "f.csv:3: needs 2 cells as in line 1, got 3"],
  ])("with %s are refused by line", (_, csv, message) => {
    const read = () => parseTable(csv, "f.csv");
    expect(read).toThrow(DataFileError);
    expect(read).toThrow(message);
  });

  it("longer than 16 million characters are refused, as an open quote makes them", () => {
    function* open(): Generator<string> {
      yield 'a,b\n1,"';
      for (let i = 0; i < 17; i++) yield "x".repeat(2 ** 20);
    }
    expect(() => [...csvRows(open(), "f", ",")]).toThrow(
      "f:2: needs at most 16777216 characters in a row, got more; is a quote open?",
    );
  });
});
