/** @file Values that a checkpoint cannot hold, and files that are not a whole checkpoint, are refused. */

import { describe, expect, it } from "vitest";
import { crc32 } from "../../src/checkpoint/formats/support/crc32.ts";
import type { Dtype } from "../../src/checkpoint/formats/support/dtypes.ts";
import {
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  encodeSafetensors,
  FileFormatError,
  restoreRun,
  type StoredTensor,
} from "../../src/checkpoint/index.ts";
import { look, makeRun } from "../support/smallRun.ts";

describe("what cannot be saved is refused, naming its path", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const cases: [what: string, extra: unknown, message: string][] = [
    [
      "a Map",
      { best: new Map() },
      "checkpoint: run.extra.best must be null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these, got an object of class Map",
    ],
    [
      "a Date",
      [1, new Date(0)],
      "checkpoint: run.extra.1 must be null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these, got an object of class Date",
    ],
    [
      "integers in a typed array",
      new Int32Array(3),
      "checkpoint: run.extra must be null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these, got Int32Array of 3",
    ],
    [
      "a function",
      { f: () => 1 },
      "checkpoint: run.extra.f must be null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these, got the function f",
    ],
    [
      "undefined in a list",
      [undefined],
      "checkpoint: run.extra.0 must be null, a boolean, number, string, Float32Array, Float64Array, or a list or object of these, got undefined",
    ],
    ["a reserved key", { $array: "x" }, 'checkpoint: run.extra has the key "$array"; keys cannot begin with $'],
    ["a very long text", "x".repeat(2 ** 22), "must be at most 4194304 characters of text, got "],
    ["an object in itself", cyclic, "is nested more than 100 levels deep"],
  ];
  it.each(cases)("%s", (_, extra, message) => {
    expect(() => encodeCheckpoint({ ...makeRun(1), extra: extra as null })).toThrow(message);
  });

  it.each<[what: string, extra: unknown, message: string]>([
    [
      "very many lists of numbers",
      Array.from({ length: 150_000 }, () => new Array(16).fill(1)),
      "must be at most 4194304 characters of text, got ",
    ],
    ["an array under half a character", { "\ud800": new Float32Array(1) }, "half a character"],
  ])("%s, since no reader would take it", (_, extra, message) => {
    expect(() => encodeCheckpoint({ ...makeRun(1), extra })).toThrow(message);
  });

  it("a step that is not a count", () => {
    expect(() => encodeCheckpoint({ ...makeRun(1), step: 1.5 })).toThrow(
      "checkpoint: step must be an integer >= 0, got 1.5",
    );
  });
});

describe("a file that is not a whole checkpoint is refused", () => {
  const { tensors: all, metadata } = decodeSafetensors(encodeCheckpoint(makeRun(1)), "f");
  const model = new Map([...all].filter(([name]) => name.startsWith("model.")));
  const ones = (dtype: Dtype, bytes: number, shape: number[]) => ({ dtype, shape, bytes: new Uint8Array(bytes) });
  /** The same file with other metadata and a checksum that is right. */
  const withRun = (run: string, change: Record<string, string> = {}, more: Record<string, StoredTensor> = {}) => {
    const tensors = new Map([...model, ...Object.entries(more)]);
    const next = new Map([...metadata, ["run", run], ...Object.entries(change)]);
    const attempt = () => decodeCheckpoint(encodeSafetensors({ tensors, metadata: next }), "c");
    try {
      attempt();
    } catch (error) {
      const crc = /crc32: needs (\w+), which/.exec((error as Error).message)?.[1];
      if (crc) next.set("crc32", crc);
    }
    return encodeSafetensors({ tensors, metadata: next });
  };
  const deep = `${"[".repeat(200)}${"]".repeat(200)}`;
  const cases: [what: string, bytes: Uint8Array, message: string][] = [
    [
      "weights alone",
      encodeSafetensors({ tensors: model, metadata: new Map() }),
      "file: needs a checkpoint of a run, got weights only; loadWeightsFile puts them into a model",
    ],
    ["a later version", withRun("{}", { downhill_checkpoint: "2" }), 'downhill_checkpoint: needs version 1, got "2"'],
    [
      "another checksum",
      encodeSafetensors({ tensors: all, metadata: new Map([...metadata, ["crc32", "0"]]) }),
      "crc32: needs ",
    ],
    ["no JSON", withRun("{step:1}"), "run: needs JSON, got"],
    ["a list", withRun("[1]"), "run: needs an object, got"],
    ["no step", withRun("{}"), "run.step: needs a whole number, 0 or more, got undefined"],
    ["an unknown mark", withRun('{"step":1,"extra":{"$eval":"process.exit()"}}'), "run.extra: needs "],
    [
      "an unknown number",
      withRun('{"step":1,"extra":{"$number":"12"}}'),
      'run.extra: needs NaN, Infinity, -Infinity or -0, got "12"',
    ],
    [
      "an array that is not there",
      withRun('{"step":1,"extra":{"$array":"__proto__"}}'),
      'run.extra: needs a tensor of the run, each once, got "__proto__"',
    ],
    [
      "one array in two places",
      withRun('{"step":1,"extra":[{"$array":"run.a"},{"$array":"run.a"}]}', {}, { "run.a": ones("F32", 4, [1]) }),
      'run.extra.1: needs a tensor of the run, each once, got "run.a"',
    ],
    [
      "an array of the model's",
      withRun('{"step":1,"extra":{"$array":"model.0.bias"}}'),
      'run.extra: needs a tensor of the run, each once, got "model.0.bias"',
    ],
    [
      "an array that nothing asks for",
      withRun('{"step":1}', {}, { "run.a": ones("F32", 4, [1]) }),
      'tensor "run.a": needs a place in the run, got none',
    ],
    [
      "bytes that would become eight times larger",
      withRun('{"step":1,"extra":{"$array":"run.a"}}', {}, { "run.a": ones("U8", 4, [4]) }),
      "run.extra: needs F64 or F32 with one axis, got U8 [4]",
    ],
    [
      "a list that would become twice as long",
      withRun('{"step":1,"extra":{"$list":"run.a"}}', {}, { "run.a": ones("F32", 4, [1]) }),
      "run.extra: needs F64 with one axis, got F32 [1]",
    ],
    [
      "a text of many small objects",
      withRun(`{"step":1,"extra":[${"{},".repeat(1_400_000)}{}]}`),
      "run: needs at most 4194304 characters, got 4200023",
    ],
    ["endless nesting", withRun(`{"step":1,"extra":${deep}}`), "needs at most 100 levels, got more"],
  ];
  it.each(cases)("%s", (_, bytes, message) => {
    const decode = () => decodeCheckpoint(bytes, "c");
    expect(decode).toThrow(FileFormatError);
    expect(decode).toThrow(message);
  });

  it("or one whose values have other types than the run needs, and the run stays as it was", () => {
    const run = makeRun(1);
    const before = look(run);
    for (const loader of [
      "1",
      "[]",
      '{"order":"abc"}',
      '{"order":[0],"random":null}',
      `{"epoch":1,"position":0,"order":[${Array.from({ length: 30 }, (_, i) => i)}],"random":{}}`,
    ]) {
      const checkpoint = decodeCheckpoint(withRun(`{"step":1,"loader":${loader},"generators":{}}`), "c");
      expect(() => restoreRun(run, checkpoint)).toThrow(
        /^c: loader: needs what the run needs, got (Loader.loadStateDict|Random.loadStateDict): /,
      );
      expect(look(run)).toEqual(before);
    }
  });
});

it("crc32 is the one of zip and PNG, whole or piece by piece", () => {
  const digits = new TextEncoder().encode("123456789");
  expect(crc32(digits)).toBe(0xcbf43926);
  expect(crc32(digits.subarray(4), crc32(digits.subarray(0, 4)))).toBe(0xcbf43926);
});
