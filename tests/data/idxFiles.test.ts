import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { DataFileError } from "../../src/data/index.ts";
import { readIdxFile } from "../../src/data/readers/readIdxFile.ts";
import { readMnist } from "../../src/data/readers/readMnist.ts";
import { newFolder } from "../support/newFolder.ts";
import { writerOf } from "../support/writerOf.ts";

vi.mock("node:zlib", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:zlib")>();
  return { ...original, gunzipSync: vi.fn(original.gunzipSync) };
});

/** Sees what is inflated, and up to which length. */
const inflate = vi.mocked(gunzipSync);

const folder = newFolder();
const write = writerOf(folder);

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

const mnist = fileURLToPath(new URL("../../../shared/data/mnist", import.meta.url));
const isMissing = !existsSync(mnist);

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
