/**
 * @file Damaged and hostile files: always a typed error that names file and field, never a crash, a hang or a
 * half-loaded model.
 */
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import {
  decodeCheckpoint,
  decodeNpy,
  decodeSafetensors,
  encodeCheckpoint,
  FileFormatError,
  restoreRun,
} from "../../src/checkpoint/index.ts";
import { formats, mutate, verdict } from "../support/files/brokenFiles.ts";
import { mutateSigned } from "../support/files/signedCheckpoint.ts";
import { makeRun, optimizers, train } from "../support/resume/training.ts";

it("a checkpoint with damaged contents and the right checksum is put into a run as a whole or not at all", () => {
  const format = formats["checkpoint, signed again"];
  const random = new Random(1);
  const refused = Array.from({ length: 1000 }, () => verdict(format, mutate(format, random))).filter(Boolean);
  expect(refused.length).toBeGreaterThan(700);
  expect(refused.length).toBeLessThan(1000);
  for (const field of ["model", "optimizer", "loader", "generators", "run.step", "run.optimizer", "tensor"])
    expect(
      refused.some((message) => message?.startsWith(`broken: ${field}`)),
      field,
    ).toBe(true);
});

describe("no optimizer takes a damaged state in part, or has an engine's error for it:", () => {
  const random = new Random(2);
  it.each(Object.keys(optimizers))("%s", (name) => {
    const trained = makeRun("mlp", name);
    train(trained, 6);
    const intact = encodeCheckpoint(trained);
    let run = makeRun("mlp", name);
    let before = encodeCheckpoint(run);
    for (let i = 0; i < 25; i++) {
      const checkpoint = mutateSigned(random, intact);
      try {
        restoreRun(run, decodeCheckpoint(checkpoint, "broken"));
        run = makeRun("mlp", name);
        before = encodeCheckpoint(run);
      } catch (error) {
        expect(error).toBeInstanceOf(FileFormatError);
        expect((error as Error).message).not.toMatch(/Cannot |is not (a function|iterable)/);
        expect(Buffer.from(encodeCheckpoint(run)).equals(before)).toBe(true);
      }
    }
  });
});

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

describe("a .npy file is refused, naming the field, with", () => {
  const npy = (header: string, data = 0, version = 1, length = header.length): Uint8Array =>
    Uint8Array.from([
      0x93,
      ...new TextEncoder().encode("NUMPY"),
      version,
      0,
      length & 255,
      length >> 8,
      ...new TextEncoder().encode(header),
      ...new Uint8Array(data),
    ]);
  const dict = (descr: string, shape: string): string =>
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;
  const cases: [what: string, file: Uint8Array, message: string][] = [
    ["nothing in it", new Uint8Array(0), 'magic: needs \\x93NUMPY, got ""'],
    ["another magic", new TextEncoder().encode("PK\u0003\u0004zip"), 'magic: needs \\x93NUMPY, got "PK'],
    ["six bytes", npy("").slice(0, 6), "version: needs 1.0, 2.0 or 3.0, got the end"],
    ["a brace and thousands of spaces", npy(`{${" ".repeat(9990)}`), "header: needs a dict"],
    [
      "more axes than ndarray should compile code for",
      npy(dict("'<f4'", `(${"1,".repeat(1600)})`), 4),
      "shape: needs at most 32 axes, got 1600",
    ],
    ["version 4", npy(dict("'<f4'", "(1,)"), 4, 4), "version: needs 1.0, 2.0 or 3.0, got 4.0"],
    [
      "a header longer than the file",
      npy(dict("'<f4'", "()"), 0, 1, 5000),
      "header length: needs at most 56, got 5000",
    ],
    ["objects, which NumPy would unpickle", npy(dict("'|O'", "(1,)"), 8), "descr: needs a kind of f4 f8 f2"],
    ["a structure", npy(dict("[('a', '<f4')]", "(1,)"), 4), "header: needs a dict with descr, fortran_order and shape"],
    ["code", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os'),), }\n"), "header: needs a dict"],
    [
      "something after the dict",
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}\n", 4),
      "header: needs a dict",
    ],
    [
      "a member twice",
      npy("{'descr': '<f4', 'descr': '<f4', 'shape': (1,), }\n", 4),
      'header: needs every name once, got "descr" twice',
    ],
    ["a shape that is not filled", npy(dict("'<f4'", "(2, 3)"), 20), "data: needs 24 bytes of F32 for [2,3], got 20"],
    [
      "a huge shape",
      npy(dict("'<f4'", "(4294967296, 4294967296)"), 4),
      "shape: needs sizes whose product is below 2^53, got [4294967296,4294967296]",
    ],
    [
      "a size that no number holds",
      npy(dict("'<f4'", "(9007199254740993,)"), 4),
      "shape: needs whole numbers below 2^53",
    ],
    ["commas alone", npy(dict("'<f4'", "(,,)"), 4), "shape: needs whole numbers below 2^53, got (,,)"],
    [
      "numbers that would be rounded",
      (() => {
        const file = npy(dict("'<i8'", "(1,)"), 8);
        return file.fill(0x7f, file.length - 8);
      })(),
      "data: needs whole numbers below 2^53, got a larger one as element 0",
    ],
  ];

  it.each(cases)("%s", (_, file, message) => {
    const read = () => decodeNpy(file, "a.npy");
    expect(read).toThrow(FileFormatError);
    expect(read).toThrow(message);
  });
});
