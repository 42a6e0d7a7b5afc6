import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/data/readers/readTable.ts";
import { gunzip } from "../../src/data/tables/support/gunzip.ts";
import { textIn } from "../../src/data/tables/support/textIn.ts";
import { newFolder } from "../support/newFolder.ts";
import { writerOf } from "../support/writerOf.ts";

const folder = newFolder();
const write = writerOf(folder);

describe("a text from stdin", () => {
  it("may be gzipped, and must be UTF-8", () => {
    expect(textIn(gzipSync("\ufeffsüß"), "stdin")).toBe("süß");
    expect(textIn(new Uint8Array(), "stdin")).toBe("");
    expect(() => textIn(Buffer.from("caf\xe9,1", "latin1"), "stdin")).toThrow(
      "stdin:1: needs text in UTF-8, got other",
    );
  });
});

describe("a table on disk", () => {
  const textsOf = (file: string) => readTable(file).columns.map((column) => ("texts" in column ? column.texts : []));

  it("is read as UTF-8, with or without a byte order mark", () => {
    const file = write("a.csv", "\uFEFFkind,x\nsüß,1\nsauer,2\n");
    expect(readTable(file).columns.map(({ name }) => name)).toEqual(["kind", "x"]);
    expect(textsOf(file)).toEqual([["süß", "sauer"], []]);
  });

  it("is the same in pieces: 3 MiB with a character across every border", () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${i},"ü\né${i % 5}"`);
    const file = write("long.csv", `n,k\n${rows.join("\n")}`);
    const [n, k] = readTable(file).columns;
    expect("values" in n && n.values.every((value, i) => value === i)).toBe(true);
    expect("texts" in k && [k.texts, k.codes.every((code, i) => code === i % 5)]).toEqual([
      [0, 1, 2, 3, 4].map((i) => `ü\né${i}`),
      true,
    ]);
  });

  it("may be gzipped, whatever it is called", () => {
    const text = "x;kind\n1,5;a\n2;b\n";
    for (const file of [write("a.csv.gz", gzipSync(text)), write("a.tsv", gzipSync(text))]) {
      expect(readTable(file)).toEqual({ ...readTable(write("plain.csv", text)), file });
    }
  });

  it("damaged inside the gzip, or inflating without end, is refused", () => {
    const zipped = gzipSync(`x,y\n${Array.from({ length: 999 }, (_, i) => `${i},${i * i}\n`).join("")}`);
    zipped[zipped.length - 6] ^= 1;
    const flipped = write("flipped.csv.gz", zipped);
    expect(() => readTable(flipped)).toThrow(`${flipped}: needs gzip data, got damage: a wrong checksum`);
    const short = write("short.csv.gz", zipped.subarray(0, zipped.length - 1));
    expect(() => readTable(short)).toThrow(`${short}: needs gzip data, got damage: a wrong checksum`);
    const cut = write("cut.csv.gz", zipped.subarray(0, zipped.length - 20));
    expect(() => readTable(cut)).toThrow(`${cut}: needs gzip data, got damage: unexpected EOF`);
    const bomb = write("bomb.csv.gz", gzipSync(`1\n${`${" ".repeat(2 ** 19)}\n`.repeat(2 ** 7)}`));
    expect(() => readTable(bomb)).toThrow(`${bomb}: needs at most 67108864 bytes after inflating, got more`);
  });

  it("may be gzipped in several members, each with its checksum", () => {
    const [first, second] = ["x,y\n1,2\n3,", "4\n"].map((text) => gzipSync(text));
    const file = write("members.csv.gz", Buffer.concat([first, second, gzipSync("")]));
    expect(readTable(file).columns.map((column) => "values" in column && [...column.values])).toEqual([
      [1, 3],
      [2, 4],
    ]);
    first[first.length - 2] ^= 1;
    const damaged = write("damaged.csv.gz", Buffer.concat([first, second]));
    expect(() => readTable(damaged)).toThrow("needs gzip data, got damage: a wrong checksum");
  });

  it("is inflated as it is read, a piece at a time, wherever members begin", () => {
    const bytes = Buffer.concat(["x,y\n", "1,2\n".repeat(100), "3,4\n"].map((text) => gzipSync(text)));
    let read = 0;
    const pieces = function* (length: number) {
      for (read = 0; read < bytes.length; read += length) yield bytes.subarray(read, read + length);
    };
    for (const length of [1, 2, 7, 30]) {
      const inflated = gunzip(pieces(length), "x.gz", 1e6);
      const start: Uint8Array = inflated.next().value ?? new Uint8Array();
      expect(new TextDecoder().decode(start)).toBe("x,y\n".slice(0, start.length));
      expect(read).toBeLessThan(60);
      expect(Buffer.concat([start, ...inflated]).toString()).toBe(`x,y\n${"1,2\n".repeat(100)}3,4\n`);
    }
  });

  it("is refused before much of a bomb is inflated, also where its bytes are one piece", () => {
    const lengths: number[] = [];
    const read = () => {
      for (const { length } of gunzip([gzipSync(new Uint8Array(2 ** 27))], "x.gz", 2 ** 25)) lengths.push(length);
    };
    expect(read).toThrow("x.gz: needs at most 33554432 bytes after inflating, got more");
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(2 ** 23);
  });

  it("in another encoding is refused, since names could become equal", () => {
    const file = write("latin1.csv", Buffer.from("x,kind\n1,café\n2,cafè\n", "latin1"));
    expect(() => readTable(file)).toThrow(`${file}:2: needs text in UTF-8, got other bytes; save it as UTF-8`);
    const utf16 = write("utf16.csv", Buffer.from("\uFEFFx,kind\n1,a\n", "utf16le"));
    expect(() => readTable(utf16)).toThrow(`${utf16}:1: needs text in UTF-8, got UTF-16; save it as UTF-8`);
    const cut = write("cut.csv", Buffer.from("x,y\n1,é").subarray(0, -1));
    expect(() => readTable(cut)).toThrow(`${cut}:2: needs text in UTF-8, got an end in the middle of a character`);
  });

  it("that is a device, a folder or missing is refused", () => {
    expect(() => readTable("/dev/zero")).toThrow("/dev/zero: needs a regular file, got a device");
    expect(() => readTable(folder)).toThrow(`${folder}: needs a regular file, got a folder`);
    expect(() => readTable(join(folder, "none.csv"))).toThrow("none.csv: needs a readable file, got no such file");
  });

  it("is named when wrong", () => {
    const file = write("c.csv", "x,y\n1,oops\n");
    expect(() => readTable(file, { kinds: { y: "number" } })).toThrow(
      `${file}:2: column 2 (y): needs a finite number, got "oops"`,
    );
  });
});
