/** @file Files of arrays: NumPy's .npy and .npz, half precision, and safetensors. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tensor } from "../../src/autograd/index.ts";
import { loadNpy } from "../../src/checkpoint/files/loadNpy.ts";
import { loadNpz } from "../../src/checkpoint/files/loadNpz.ts";
import { saveNpy } from "../../src/checkpoint/files/saveNpy.ts";
import { decodeNpz } from "../../src/checkpoint/formats/decodeNpz.ts";
import {
  decodeNpy,
  decodeSafetensors,
  encodeNpy,
  encodeSafetensors,
  FileFormatError,
  floatsOf,
  stored,
} from "../../src/checkpoint/index.ts";
import { newFolder } from "../support/newFolder.ts";

const fixture = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).pathname;

describe("NumPy's arrays", () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => i - 7.5);

  it("are read in every kind, order and version that NumPy writes", () => {
    const shape = [2, 3, 4];
    expect(loadNpy(fixture("f8.npy"))).toMatchObject({ shape, data: values });
    expect(loadNpy(fixture("f4_fortran.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    expect(loadNpy(fixture("f4_version2.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    const halves = loadNpy(fixture("f2.npy"));
    expect(halves.shape).toEqual(shape);
    for (const [i, value] of halves.data.entries()) expect(Math.abs(value - values[i] / 3)).toBeLessThan(2e-3);
    expect(loadNpy(fixture("i8_scalar.npy"))).toMatchObject({ shape: [], data: new Float64Array([-(2 ** 40)]) });
    expect(loadNpy(fixture("b1_vector.npy"))).toMatchObject({ shape: [3], data: new Float64Array([1, 0, 1]) });
    expect(loadNpy(fixture("u2_empty.npy"))).toMatchObject({ shape: [3, 0], data: new Float64Array(0) });
  });

  it("are read in either order of bytes, of every width", () => {
    const shape = [2, 3, 4];
    expect(loadNpy(fixture("big_endian.npy"))).toMatchObject({ shape, data: Float32Array.from(values) });
    const npy = (descr: string, shape: string, ...bytes: number[]): Uint8Array => {
      const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
      const text = [...new TextEncoder().encode(header)];
      return Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, text.length, 0, ...text, ...bytes);
    };
    expect([...decodeNpy(npy(">i2", "(2,)", 1, 2, 255, 254)).data]).toEqual([258, -2]);
    expect([...decodeNpy(npy(">u4", "(1,)", 0, 1, 2, 3)).data]).toEqual([66051]);
    expect([...decodeNpy(npy(">i8", "(1,)", 255, 255, 255, 255, 255, 255, 255, 0)).data]).toEqual([-256]);
    expect([...decodeNpy(npy(">f2", "(1,)", 0x3e, 0)).data]).toEqual([1.5]);
    expect([...decodeNpy(npy(">f8", "(1,)", 0xbf, 0xf8, 0, 0, 0, 0, 0, 0)).data]).toEqual([-1.5]);
    expect([...decodeNpy(npy("|u1", "(2,)", 7, 200)).data]).toEqual([7, 200]);
    for (const descr of ["|f4", "=f4", "f4", ">U3", "<c8", "<f16"])
      expect(() => decodeNpy(npy(descr, "(1,)", 0, 0, 0, 0), "a")).toThrow("a: descr: needs a kind of f4 f8 f2");
  });

  it("of Python 2 are read: a long integer ends with L", () => {
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }";
    const bytes = new Uint8Array(0x80 + 24).fill(0x20);
    bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, 0x76, 0, ...new TextEncoder().encode(header)]);
    bytes[0x7f] = 0x0a;
    bytes.set(new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer), 0x80);
    expect(decodeNpy(bytes)).toMatchObject({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    bytes.set(new TextEncoder().encode("(2L, LL), }"), 10 + header.indexOf("("));
    expect(() => decodeNpy(bytes, "a")).toThrow("a: shape: needs whole numbers below 2^53, got (2L, LL)");
  });

  it("of more axes than are read again are not written", () => {
    expect(() => encodeNpy(tensor([1], { shape: new Array(33).fill(1) }))).toThrow(
      "encodeNpy: the array must have at most 32 axes, got 33",
    );
  });

  it("written here are what NumPy read", () => {
    const path = join(newFolder(), "values.npy");
    const array = tensor(Float32Array.from(values), { shape: [2, 3, 4] });
    saveNpy(path, array);
    expect(readFileSync(path).equals(readFileSync(fixture("downhill.npy")))).toBe(true);
    expect(loadNpy(path)).toMatchObject({ shape: [2, 3, 4], data: array.data });
    expect(encodeNpy(tensor([1, 2])).length % 64).toBe(8);
  });
});

describe("half precision", () => {
  const read = (dtype: "F16" | "BF16", ...bits: number[]): number[] => [
    ...floatsOf({ dtype, shape: [bits.length], bytes: new Uint8Array(Uint16Array.from(bits).buffer) }, "f", "a"),
  ];

  it("F16: denormals are multiples of 2⁻²⁴, the largest is next to the smallest normal number", () => {
    expect(read("F16", 1, 2, 0x3ff, 0x400, 0x8001)).toEqual([
      2 ** -24,
      2 ** -23,
      1023 * 2 ** -24,
      2 ** -14,
      -(2 ** -24),
    ]);
  });

  it("F16: normal numbers, zeros, infinities and NaN", () => {
    expect(read("F16", 0x3c00, 0xc000, 0x7bff, 0x3555)).toEqual([1, -2, 65504, 0.333251953125]);
    expect(read("F16", 0, 0x8000, 0x7c00, 0xfc00, 0x7e01)).toEqual([0, -0, Infinity, -Infinity, Number.NaN]);
  });

  it("BF16: the upper half of a Float32", () => {
    expect(read("BF16", 0x3f80, 0xc040, 0x7f80, 0x0001)).toEqual([1, -3, Infinity, 2 ** -133]);
  });
});

describe("a safetensors file", () => {
  it("lists tensors without numbers first, where they start at the same byte as the next one", () => {
    const names = ["b", "a", "c", "d"];
    const sizes = [1, 0, 0, 2];
    const tensors = new Map(names.map((name, i) => [name, stored(new Float32Array(sizes[i]).fill(i), [sizes[i]])]));
    const read = decodeSafetensors(encodeSafetensors({ tensors, metadata: new Map() }));
    for (const [name, tensor] of tensors) expect(read.tensors.get(name)).toEqual(tensor);
    // The header may list them in any order: the one with numbers first, then the empty ones at its start.
    const header =
      '{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}';
    const file = new Uint8Array(8 + header.length + 4);
    file[0] = header.length;
    file.set(new TextEncoder().encode(header), 8);
    expect([...decodeSafetensors(file).tensors.keys()]).toEqual(["y", "x"]);
  });

  it("has the same bytes for the same tensors in any order: longer numbers first, then by name", () => {
    const entries: [string, ReturnType<typeof stored>][] = [
      ["b", stored(new Float32Array(1), [1])],
      ["a", stored(new Float32Array(1), [1])],
      ["z", stored(new Float64Array(1), [1])],
      ["B", stored(new Float32Array(1), [1])],
    ];
    const encode = (list: typeof entries) => encodeSafetensors({ tensors: new Map(list), metadata: new Map() });
    expect(encode(entries)).toEqual(encode([...entries].reverse()));
    expect([...decodeSafetensors(encode(entries)).tensors.keys()]).toEqual(["z", "B", "a", "b"]);
  });
});

describe("NumPy's archives", () => {
  const values = Float64Array.from({ length: 24 }, (_, i) => i - 7.5);
  const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(fixture(name)));

  it.each(["stored.npz", "deflated.npz"])("are read by name: %s", (name) => {
    const arrays = loadNpz(fixture(name));
    expect(arrays.get("weight")).toMatchObject({ shape: [2, 3, 4], data: Float32Array.from(values) });
    expect(arrays.get("layer/bias")).toMatchObject({ shape: [3, 4], data: values.slice(0, 12) });
    if (name === "deflated.npz") expect(arrays.get("zeros")).toMatchObject({ shape: [100, 100] });
    expect(arrays.size).toBe(name === "deflated.npz" ? 3 : 2);
  });

  it.each(["stored.npz", "deflated.npz"])("are refused when cut anywhere: %s", (name) => {
    const whole = bytes(name);
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeNpz(whole.slice(0, length), "a.npz"), `${length} bytes`).toThrow(FileFormatError);
  });

  it("give the same numbers or an error for every flipped bit: no damage changes a number", () => {
    const whole = bytes("stored.npz");
    const intact = decodeNpz(whole, "a");
    for (let bit = 0; bit < 8 * whole.length; bit += 3) {
      const damaged = whole.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      try {
        const read = [...decodeNpz(damaged, "a").values()].map(({ data }) => [...data]);
        expect(read, `bit ${bit}`).toEqual([...intact.values()].map(({ data }) => [...data]));
      } catch (error) {
        expect(error, `bit ${bit}: ${error}`).toBeInstanceOf(FileFormatError);
      }
    }
  });

  /** The archive with some bytes of its first directory entry replaced. */
  const patched = (at: number, ...change: number[]): Uint8Array => {
    const file = bytes("stored.npz");
    const entry = file.findIndex((_, i) => file[i] === 0x50 && file[i + 1] === 0x4b && file[i + 2] === 1);
    file.set(change, entry + at);
    return file;
  };

  it.each<[what: string, file: Uint8Array, message: string]>([
    ["encryption", patched(8, 1), 'a: member "weight.npy": needs method 0, stored, or 8, deflated, got encryption'],
    ["another method", patched(10, 12), "needs method 0, stored, or 8, deflated, got 12"],
    ["another checksum", patched(16, 0, 0, 0, 0), 'a: member "weight.npy": needs checksum 0, got '],
    [
      "a larger promise than deflate could keep",
      patched(24, 0, 0, 0, 0x7f),
      "a: members: needs at most 268435456 bytes",
    ],
    ["another length", patched(24, 1, 0, 0, 0), 'a: member "weight.npy": needs 1 bytes, got 224'],
    [
      "a member outside",
      patched(42, 0, 0, 0, 0x7f),
      'a: member "weight.npy": needs a header at byte 2130706432, got none',
    ],
    [
      "another kind of member",
      patched(46, ...new TextEncoder().encode("weight.txt")),
      "a: members: needs only .npy files",
    ],
    [
      "no archive",
      new TextEncoder().encode("no archive, but longer than its end"),
      "a: zip directory: needs the end of a zip",
    ],
  ])("are refused with %s", (_, file, message) => {
    expect(() => decodeNpz(file, "a")).toThrow(FileFormatError);
    expect(() => decodeNpz(file, "a")).toThrow(message);
  });
});
