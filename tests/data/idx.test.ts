import { describe, expect, it } from "vitest";
import { DataFileError, imageDataset, parseIdx } from "../../src/data/index.ts";

/** An IDX file of bytes: header for `shape`, then `values`. */
const idx = (shape: number[], values: number[]): Uint8Array => {
  const sizes = shape.flatMap((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  return Uint8Array.from([0, 0, 8, shape.length, ...sizes, ...values]);
};

describe("an IDX file", () => {
  it("is a header with big-endian sizes, then one byte per value", () => {
    const { shape, values } = parseIdx(idx([2, 3], [1, 2, 3, 4, 5, 255]), "f");
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it("is read right from the middle of a larger buffer, with sizes over 255", () => {
    const file = idx([300], Array(300).fill(9));
    const padded = new Uint8Array(file.length + 10);
    padded.set(file, 5);
    const { shape, values } = parseIdx(padded.subarray(5, 5 + file.length), "f");
    expect(shape).toEqual([300]);
    expect(values.every((value) => value === 9)).toBe(true);
  });

  it.each([
    ["signed bytes", 0x09, 1, "setInt8", [-128, 0, 127]],
    ["shorts", 0x0b, 2, "setInt16", [-32768, 1, 258]],
    ["ints", 0x0c, 4, "setInt32", [-(2 ** 31), 1, 66051]],
    ["floats", 0x0d, 4, "setFloat32", [-1.5, 0.25, 3]],
    ["doubles", 0x0e, 8, "setFloat64", [0.1, -0.2, 1e300]],
  ] as const)("may hold %s, big-endian", (_, type, width, set, expected) => {
    // At an odd place of a larger buffer: typed arrays could not look at it.
    const bytes = new Uint8Array(8 + 3 * width + 1).subarray(1);
    bytes.set([0, 0, type, 1, 0, 0, 0, 3]);
    const view = new DataView(bytes.buffer, bytes.byteOffset + 8);
    for (const [i, value] of expected.entries()) view[set](width * i, value);
    const { shape, values } = parseIdx(bytes, "f");
    expect(shape).toEqual([3]);
    expect([...values]).toEqual(expected);
    expect(() => parseIdx(bytes.subarray(0, bytes.length - 1), "f")).toThrow(`f: needs ${8 + 3 * width} bytes for [3]`);
  });

  const good = idx([2, 3], [1, 2, 3, 4, 5, 6]);
  const patched = (at: number, ...bytes: number[]): Uint8Array => {
    const copy = good.slice();
    copy.set(bytes, at);
    return copy;
  };
  const huge = [0xff, 0xff, 0xff, 0xff];
  const cases: [what: string, bytes: Uint8Array, message: string][] = [
    ["nothing", new Uint8Array(0), "needs at least 4 bytes of IDX header, got 0"],
    ["half a magic number", good.subarray(0, 3), "needs at least 4 bytes of IDX header, got 3"],
    ["another magic number", patched(0, 0x1f, 0x8b), "needs the magic bytes 00 00 of an IDX file, got 1f 8b"],
    ["a wrong second byte", patched(1, 1), "needs the magic bytes 00 00 of an IDX file, got 00 01"],
    [
      "an unknown type",
      patched(2, 0x0a),
      "needs a type of 08 (unsigned byte), 09 (signed byte), 0b (short), 0c (int), 0d (float), 0e (double), got type 0a",
    ],
    ["another type, whose values are longer", patched(2, 0x0d), "needs 36 bytes for [2,3], got 18"],
    ["no axes", patched(3, 0), "needs 1 to 4 axes, got 0"],
    ["five axes", patched(3, 5), "needs 1 to 4 axes, got 5"],
    ["half a header", good.subarray(0, 9), "needs 12 bytes of header for 2 axes, got 9"],
    ["an empty axis", patched(8, 0, 0, 0, 0), "needs 1 or more along every axis, got [2,0]"],
    ["one byte too few", good.subarray(0, 17), "needs 18 bytes for [2,3], got 17"],
    ["one byte too many", Uint8Array.from([...good, 0]), "needs 18 bytes for [2,3], got 19"],
    ["a wrong size", patched(7, 1), "needs 15 bytes for [1,3], got 18"],
    [
      "a boast",
      patched(4, ...huge, ...huge),
      "needs at most 268435456 values, got a header that promises [4294967295,4294967295]",
    ],
    ["a boast whose product overflows 32 bits to 0", patched(4, 0, 1, 0, 0, 0, 1, 0, 0), "promises [65536,65536]"],
  ];

  it.each(cases)("with %s is refused by name", (_, bytes, message) => {
    const read = () => parseIdx(bytes, "some-images.idx");
    expect(read).toThrow(DataFileError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^some-images\.idx: /);
  });
});

describe("images and labels", () => {
  const images = parseIdx(idx([2, 1, 2], [0, 255, 51, 102]), "images");
  const labels = parseIdx(idx([2], [9, 0]), "labels");

  it("become a data set [n,1,height,width] in [0, 1]", () => {
    const data = imageDataset(images, "images", labels, "labels");
    expect(data.inputs.shape).toEqual([2, 1, 1, 2]);
    expect(data.inputs.data).toEqual(Float32Array.of(0, 1, 0.2, 0.4));
    expect([...data.labels]).toEqual([9, 0]);
    expect(data.classes).toBe(10);
  });

  it("need the same number", () => {
    const three = parseIdx(idx([3], [1, 2, 3]), "labels");
    expect(() => imageDataset(images, "images", three, "labels")).toThrow(
      "labels: needs 2 labels for the images of images, got 3",
    );
  });

  it("need three axes and one", () => {
    expect(() => imageDataset(labels, "images", labels, "labels")).toThrow(
      "images: needs images [n,height,width], got [2]",
    );
    expect(() => imageDataset(images, "images", images, "labels")).toThrow("labels: needs labels [n], got [2,1,2]");
  });

  it("have one class more than the largest label, at least ten", () => {
    const classes = (...values: number[]) =>
      imageDataset(images, "images", parseIdx(idx([2], values), "labels"), "labels").classes;
    expect([classes(0, 1), classes(9, 3), classes(10, 0), classes(61, 5), classes(255, 0)]).toEqual([
      10, 10, 11, 62, 256,
    ]);
  });

  it("have the number of classes given, which no label may reach", () => {
    const ten = parseIdx(idx([2], [9, 10]), "labels");
    expect(imageDataset(images, "images", ten, "labels", 47).classes).toBe(47);
    expect(() => imageDataset(images, "images", ten, "labels", 10)).toThrow(
      "labels: needs labels from 0 to 9, got 10 as label 1, from 0",
    );
  });

  it("may be of other types: whole numbers as labels, any numbers as pixels, which stay as they are", () => {
    const ints = { shape: [2], values: Int32Array.of(3, 11) };
    const floats = { shape: [2, 1, 2], values: Float32Array.of(0.5, -1, 2, 300) };
    const data = imageDataset(floats, "images", ints, "labels");
    expect([...data.inputs.data]).toEqual([0.5, -1, 2, 300]);
    expect([[...data.labels], data.classes]).toEqual([[3, 11], 12]);
    for (const label of [-1, 2.5, Number.NaN])
      expect(() => imageDataset(floats, "images", { shape: [2], values: Float64Array.of(0, label) }, "labels")).toThrow(
        `labels: needs labels from 0 to 9, got ${label} as label 1, from 0`,
      );
  });
});
