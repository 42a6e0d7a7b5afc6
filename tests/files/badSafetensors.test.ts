/** @file Damaged and hostile safetensors files: always a typed error that names file and field. */

import { describe, expect, it } from "vitest";
import { decodeSafetensors, FileFormatError } from "../../src/checkpoint/index.ts";

/** A safetensors file from a header's text and a number of bytes of data. */
function safetensors(header: string | Uint8Array, dataLength: number, headerLength?: bigint): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + text.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

const entry = (name: string, shape: unknown, begin: unknown, end: unknown, dtype = "F32"): string =>
  `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`;

const tensors = (...entries: string[]): string => `{${entries.join(",")}}`;

describe("a safetensors file is refused, naming the field, with", () => {
  const one = tensors(entry("a", [2], 0, 8));
  const bom = Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(one)]);
  const notText = Uint8Array.from([...new TextEncoder().encode('{"'), 0xff, ...new TextEncoder().encode('":{}}')]);
  const cases: [what: string, file: Uint8Array, message: string][] = [
    ["nothing in it", new Uint8Array(0), "header length: needs 8 bytes, got 0"],
    ["seven bytes", new Uint8Array(7), "header length: needs 8 bytes, got 7"],
    ["a header longer than the file", safetensors(one, 8, 1000n), "header length: needs at most 62, got 1000"],
    [
      "the largest of all lengths",
      safetensors(one, 8, 2n ** 64n - 1n),
      "header length: needs at most 62, got 18446744073709551615",
    ],
    ["a header of no length", safetensors(one, 8, 0n), "header: needs { at its start, got nothing"],
    ["a byte-order mark", safetensors(bom, 8), "header: needs { at its start, as in a safetensors file, got byte 239"],
    ["bytes that are not text", safetensors(notText, 0), "header: needs text in UTF-8"],
    [
      "a list for a header",
      safetensors("[]", 0),
      "header: needs { at its start, as in a safetensors file, got byte 91",
    ],
    ["an open end", safetensors('{"a":', 0), 'tensor "a": needs {, got the end at character 5'],
    ["something after the header", safetensors(`${one} x`, 8), 'header: needs nothing more, got "x"'],
    [
      "a name twice",
      safetensors(tensors(entry("a", [1], 0, 4), entry("a", [1], 4, 8)), 8),
      'header: needs every name once, got "a" twice',
    ],
    [
      "a name twice, spelled in two ways",
      safetensors(tensors(entry("a", [1], 0, 4), entry("a", [1], 4, 8).replace('"a"', '"\\u0061"')), 8),
      '"a" twice',
    ],
    [
      "a field twice",
      safetensors('{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
      'tensor "a": needs every name once, got "dtype" twice',
    ],
    ["half a character", safetensors('{"\\ud800":{}}', 0), "header: needs text in Unicode, got half a character"],
    [
      "an unknown kind of number",
      safetensors(tensors(entry("a", [2], 0, 8, "F31")), 8),
      'tensor "a": needs a dtype of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, got "F31"',
    ],
    [
      "a kind named like a property of objects",
      safetensors(tensors(entry("a", [2], 0, 8, "constructor")), 8),
      'got "constructor"',
    ],
    ["no shape", safetensors('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4), 'tensor "a": needs a shape, got none'],
    [
      "an unknown field",
      safetensors('{"a":{"__proto__":{}}}', 0),
      'tensor "a": needs dtype, shape and data_offsets only, got "__proto__"',
    ],
    [
      "a negative size",
      safetensors(tensors(entry("a", [-2], 0, 8)), 8),
      'tensor "a": needs a whole number below 2^53, got "-2',
    ],
    [
      "a size with a fraction",
      safetensors(tensors(entry("a", [1.5], 0, 6)), 6),
      'tensor "a": needs a whole number below 2^53, got "1.5',
    ],
    [
      "a size in another notation",
      safetensors('{"a":{"dtype":"F32","shape":[1e1],"data_offsets":[0,40]}}', 40),
      "needs a whole number",
    ],
    [
      "a size that no number holds",
      safetensors('{"a":{"dtype":"U8","shape":[9007199254740993],"data_offsets":[0,1]}}', 1),
      "needs a whole number below 2^53",
    ],
    [
      "sizes that multiply to more than any file",
      safetensors(tensors(entry("a", [4294967296, 4294967296], 0, 8)), 8),
      'tensor "a", shape: needs sizes whose product is below 2^53, got [4294967296,4294967296]',
    ],
    [
      "sizes that multiply to 0 in 64 bits",
      safetensors(tensors(entry("a", [2 ** 32, 2 ** 32], 0, 0, "U8")), 0),
      "shape: needs sizes whose product is below 2^53",
    ],
    [
      "sizes that multiply to more than any number, and a 0",
      safetensors(tensors(entry("a", [2 ** 52, 2 ** 52, 0], 0, 0)), 0),
      "shape: needs sizes whose product is below 2^53",
    ],
    [
      "more axes than ndarray should compile code for",
      safetensors(tensors(entry("a", new Array(33).fill(1), 0, 4)), 4),
      'tensor "a": needs at most 32 entries, got more',
    ],
    [
      "a shape that does not fill its bytes",
      safetensors(tensors(entry("a", [3], 0, 8)), 8),
      'tensor "a", shape: needs 12 bytes for F32 [3], got 8 in data_offsets',
    ],
    [
      "an end before its beginning",
      safetensors(tensors(entry("a", [2], 8, 0)), 8),
      'tensor "a": needs data_offsets [begin, end], got [8,0]',
    ],
    [
      "one offset",
      safetensors('{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}', 4),
      "needs data_offsets [begin, end], got [4]",
    ],
    [
      "a hole at the start",
      safetensors(tensors(entry("a", [1], 4, 8)), 8),
      'tensor "a", data_offsets: needs a start at 0, got 4',
    ],
    [
      "a hole",
      safetensors(tensors(entry("a", [1], 0, 4), entry("b", [1], 8, 12)), 12),
      'tensor "b", data_offsets: needs a start at 4, got 8',
    ],
    [
      "an overlap",
      safetensors(tensors(entry("a", [2], 0, 8), entry("b", [1], 4, 8)), 8),
      'tensor "b", data_offsets: needs a start at 8, got 4',
    ],
    [
      "the same bytes twice",
      safetensors(tensors(entry("a", [1], 0, 4), entry("b", [1], 0, 4)), 4),
      "data_offsets: needs a start at 4, got 0",
    ],
    [
      "an end outside",
      safetensors(tensors(entry("a", [1000], 0, 4000)), 8),
      'tensor "a", data_offsets: needs an end in the file',
    ],
    ["bytes left over", safetensors(one, 9), "length: needs 70 bytes as the header says, got 71"],
    [
      "metadata that is not text",
      safetensors('{"__metadata__":{"epoch":3}}', 0),
      '__metadata__: needs a text in double quotes, got "3',
    ],
    [
      "more tensors than any model has",
      safetensors(tensors(...Array.from({ length: 16_385 }, (_, i) => entry(`${i}`, [0], 0, 0))), 0),
      "header: needs at most 16384 entries, got more",
    ],
    [
      "a shape that is longer than memory should be",
      safetensors(`{"a":{"dtype":"U8","shape":[${"1,".repeat(16_384)}0],"data_offsets":[0,0]}}`, 0),
      'tensor "a": needs at most 32 entries, got more',
    ],
    ["ten thousand brackets", safetensors(`{"a":${"[".repeat(10_000)}`, 0), 'tensor "a": needs {'],
  ];

  it.each(cases)("%s", (_, file, message) => {
    const read = () => decodeSafetensors(file, "w.safetensors");
    expect(read).toThrow(FileFormatError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^w\.safetensors: /);
  });

  it.each([" ", "\n\t\r  "])("but a header padded in front with %j is read", (padding) => {
    const { tensors: read } = decodeSafetensors(safetensors(`${padding}${one}`, 8), "f");
    expect(read.get("a")?.shape).toEqual([2]);
  });

  it("but metadata of null is read as none", () => {
    const { tensors: read, metadata } = decodeSafetensors(
      safetensors('{"__metadata__":null,"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
      "f",
    );
    expect([...read.keys()]).toEqual(["a"]);
    expect(metadata.size).toBe(0);
    const file = safetensors('{"__metadata__":nulll}', 0);
    expect(() => decodeSafetensors(file, "f")).toThrow("f: header: needs ,");
  });

  it("but tensors of no size, of rank 0, in any order and with strange names are read", () => {
    const names = ["", "__proto__", "constructor", 'quote"back\\slash', "\u{1f600}"];
    const header = tensors(
      entry("z", [], 4, 8),
      entry("empty", [0, 5], 8, 8),
      entry("first", [1], 0, 4),
      ...names.map((name) => entry(name, [0], 8, 8)),
    );
    const { tensors: read } = decodeSafetensors(safetensors(`${header}   `, 8), "f");
    expect(new Set(read.keys())).toEqual(new Set(["z", "empty", "first", ...names]));
    expect(read.get("z")?.shape).toEqual([]);
  });
});
