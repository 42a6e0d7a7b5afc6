/**
 * @file Damaged and hostile files: always a typed error that names file and field, never a crash, a hang or a
 * half-loaded model.
 */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import {
  decodeCheckpoint,
  decodeNpy,
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
