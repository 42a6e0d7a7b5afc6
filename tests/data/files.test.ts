import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it, vi } from "vitest";
import { DataFileError } from "../../src/data/index.ts";
import { readIdxFile } from "../../src/data/readers/readIdxFile.ts";
import { readMnist } from "../../src/data/readers/readMnist.ts";
import { readTable } from "../../src/data/readers/readTable.ts";
import { gunzip } from "../../src/data/tables/support/gunzip.ts";
import { textIn } from "../../src/data/tables/support/textIn.ts";

vi.mock("node:zlib", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:zlib")>();
  return { ...original, gunzipSync: vi.fn(original.gunzipSync) };
});
/** Sees what is inflated, and up to which length. */
const inflate = vi.mocked(gunzipSync);

const folder = mkdtempSync(join(tmpdir(), "downhill-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, bytes: Uint8Array | string): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

/** Three labels, under a header that promises this number. */
const labels = (promised = 3, ...values: number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, 1, 0, 0, promised >> 8, promised & 255, ...(values.length > 0 ? values : [7, 2, 1])]);
const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 255, 0, 51, 51]);

describe("an IDX file on disk", () => {
  it("reads the same, gzipped or not", () => {
    const plain = readIdxFile(write("plain", labels()));
    const zipped = readIdxFile(write("zipped.gz", gzipSync(labels())));
    for (const { shape, values } of [plain, zipped]) {
      expect(shape).toEqual([3]);
      expect([...values]).toEqual([7, 2, 1]);
    }
  });

  it("is known as gzip by its first bytes, whatever it is called", () => {
    expect(readIdxFile(write("no-ending", gzipSync(labels()))).shape).toEqual([3]);
    expect(readIdxFile(write("not-zipped.gz", labels())).shape).toEqual([3]);
  });

  it("that inflates to more than its header promises is stopped there", () => {
    const bomb = new Uint8Array(50_000_000);
    bomb.set(labels());
    const file = write("bomb.gz", gzipSync(bomb));
    inflate.mockClear();
    expect(() => readIdxFile(file)).toThrow(`${file}: needs 11 bytes for [3], got more`);
    expect(inflate.mock.calls.map(([, options]) => options?.maxOutputLength)).toEqual([undefined, 11]);
  });

  it("that promises more than its gzip can hold is refused before it is inflated", () => {
    // 2²⁸ values, of which all but one are there: a quarter of a megabyte.
    const megabyte = gzipSync(new Uint8Array(2 ** 20));
    const start = gzipSync(Uint8Array.of(0, 0, 8, 1, 0x10, 0, 0, 0));
    const file = write("zeros.gz", Buffer.concat([start, ...Array<Uint8Array>(255).fill(megabyte)]));
    inflate.mockClear();
    expect(() => readIdxFile(file)).toThrow(
      `${file}: needs a header that promises at most 16777216 bytes in ${statSync(file).size}, got [268435456]`,
    );
    expect(inflate.mock.calls.map(([bytes]) => (bytes as Uint8Array).byteLength)).toEqual([1024]); // only its header
  });

  it("may be a thousandth as long as what it holds, if that is not much", () => {
    const blank = new Uint8Array(8 + 2 ** 23);
    blank.set([0, 0, 8, 1, 0, 0x80, 0, 0]);
    expect(readIdxFile(write("blank.gz", gzipSync(blank))).shape).toEqual([2 ** 23]);
  });

  it("that inflates to less than its header promises is named", () => {
    const file = write("short.gz", gzipSync(labels(500)));
    expect(() => readIdxFile(file)).toThrow(`${file}: needs 508 bytes for [500], got 11`);
  });

  it("cut short or damaged inside the gzip is named", () => {
    const random = Array.from({ length: 5000 }, (_, i) => (i * i * 31 + (i >> 3) * 17) % 256);
    const zipped = gzipSync(labels(5000, ...random));
    const cut = write("cut.gz", zipped.subarray(0, zipped.length - 20));
    expect(() => readIdxFile(cut)).toThrow(`${cut}: needs 5008 bytes for [5000], got damage: `);
    const flipped = zipped.slice();
    flipped[zipped.length - 6] ^= 1;
    expect(() => readIdxFile(write("flipped.gz", flipped))).toThrow("got damage: incorrect data check");
    const noise = write("noise.gz", Uint8Array.of(0x1f, 0x8b, 1, 2, 3));
    expect(() => readIdxFile(noise)).toThrow(`${noise}: needs gzip data, got damage: `);
  });

  it("that is missing or a folder is a DataFileError too", () => {
    expect(() => readIdxFile(join(folder, "nowhere"))).toThrow(DataFileError);
    expect(() => readIdxFile(folder)).toThrow(`${folder}: needs a regular file, got a folder`);
  });
});

describe("an MNIST folder", () => {
  it("without files names the files it needs", () => {
    expect(() => readMnist(join(folder, "empty"))).toThrow(
      "empty: needs train-images-idx3-ubyte and train-labels-idx1-ubyte, or t10k-images-idx3-ubyte",
    );
  });

  it("with images but no labels says what was found", () => {
    const file = write("t10k-images-idx3-ubyte", images);
    expect(() => readMnist(folder)).toThrow(`${folder}: needs both images and labels of t10k-*, got only ${file}`);
  });

  it("with the test pair alone has no training set, and with both has both", () => {
    write("t10k-images-idx3-ubyte", images);
    write("t10k-labels-idx1-ubyte.gz", gzipSync(labels()));
    const alone = readMnist(folder);
    expect(alone.train).toBeNull();
    expect(alone.test?.inputs.shape).toEqual([3, 1, 1, 2]);
    write("train-images-idx3-ubyte.gz", gzipSync(images));
    write("train-labels-idx1-ubyte", labels(3, 4, 5, 6));
    const both = readMnist(folder);
    expect([...(both.train?.labels ?? [])]).toEqual([4, 5, 6]);
    expect([...(both.test?.labels ?? [])]).toEqual([7, 2, 1]);
  });
});

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

const mnist = fileURLToPath(new URL("../../../shared/data/mnist", import.meta.url));
const isMissing = !existsSync(mnist);
if (isMissing) console.warn("skipped: real MNIST, because ../shared/data/mnist is not there");

describe("real MNIST", () => {
  it.skipIf(isMissing)("has 10,000 test digits of the known counts", () => {
    const { test } = readMnist(mnist);
    expect(test?.inputs.shape).toEqual([10000, 1, 28, 28]);
    const counts = Array(10).fill(0);
    for (const label of test?.labels ?? []) counts[label]++;
    expect(counts).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([...(test?.labels.subarray(0, 5) ?? [])]).toEqual([7, 2, 1, 0, 4]);
    const pixels = Float64Array.from(test?.inputs.data ?? []);
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / 7_840_000;
    expect(mean).toBeCloseTo(0.1325, 4);
  });
});
