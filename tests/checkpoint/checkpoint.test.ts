import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCheckpoint } from "../../src/checkpoint/files/loadCheckpoint.ts";
import { saveCheckpoint } from "../../src/checkpoint/files/saveCheckpoint.ts";
import { crc32 } from "../../src/checkpoint/formats/support/crc32.ts";
import type { Dtype } from "../../src/checkpoint/formats/support/dtypes.ts";
import {
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  encodeSafetensors,
  FileFormatError,
  type Run,
  restoreRun,
  type StoredTensor,
} from "../../src/checkpoint/index.ts";
import {
  adam,
  Dropout,
  follow,
  Linear,
  Loader,
  newBob,
  Optimizer,
  Random,
  Sequential,
  twoMoons,
} from "../../src/index.ts";
import { newFolder } from "../support/newFolder.ts";

function makeRun(seed: number, width = 3): Run & { generators: { noise: Random } } {
  const random = new Random(seed);
  const model = new Sequential(new Linear(2, width, { random }), new Dropout(0.5, { random: random.split() }));
  const loader = new Loader(twoMoons(30, { random: new Random(1) }), { batch: 7, random });
  return { model, loader, generators: { noise: random.split() }, step: 0 };
}

/** Everything there is to see of a run. */
const look = ({ model, loader, generators }: Run) => ({
  model: model.stateDict(),
  loader: loader?.stateDict(),
  noise: generators?.noise.stateDict(),
  dropout: model.namedGenerators().map(([name, random]) => [name, random.stateDict()]),
});

describe("a checkpoint", () => {
  it("brings weights, loader and every generator into a run made anew, and step and extra back", () => {
    const [a, b] = [makeRun(1), makeRun(2)];
    for (let i = 0; i < 6; i++) (a.loader as Loader).next();
    a.generators.noise.bits();
    const reducer = newBob({ from: 0.1 });
    const extra = { newBob: reducer(reducer.initial, 0.5), best: new Float32Array([0.5]), words: ["a", null, true] };
    expect(look(b)).not.toEqual(look(a));
    const resumed = restoreRun(b, decodeCheckpoint(encodeCheckpoint({ ...a, step: 17, extra }), "f"));
    expect(resumed).toEqual({ step: 17, extra });
    expect(look(b)).toEqual(look(a));
    expect((b.loader as Loader).next()).toEqual((a.loader as Loader).next());
  });

  it("does not change when the run continues", () => {
    const run = makeRun(1);
    const bytes = encodeCheckpoint(run);
    const before = bytes.slice();
    run.model.parameters()[0].assign(new Float32Array(6));
    (run.loader as Loader).next();
    expect(bytes).toEqual(before);
    const checkpoint = decodeCheckpoint(bytes, "f");
    restoreRun(run, checkpoint);
    run.model.parameters()[0].data.fill(9);
    expect(bytes).toEqual(before);
  });

  it("is the same bytes whenever the run is the same", () => {
    expect(encodeCheckpoint(makeRun(1))).toEqual(encodeCheckpoint(makeRun(1)));
  });

  it("is a safetensors file that shows the weights to other programs", () => {
    const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(makeRun(1)), "f");
    expect(tensors.get("model.0.weight")?.shape).toEqual([3, 2]);
    expect(metadata.get("downhill_checkpoint")).toBe("1");
  });

  it("keeps every number as it is, in or out of lists", () => {
    const numbers = [0, -0, 0.1, 5e-324, -1.7976931348623157e308, 2 ** 53 + 2, Number.NaN, Infinity, -Infinity];
    const extra = {
      numbers,
      long: [...numbers, ...numbers],
      singles: new Float32Array(numbers),
      doubles: new Float64Array(numbers),
      one: -0,
    };
    const { extra: back } = decodeCheckpoint(encodeCheckpoint({ ...makeRun(1), extra }), "f");
    expect(back).toEqual(extra); // toEqual tells -0 from 0
  });

  it("keeps arrays apart whose paths read the same", () => {
    const extra = { "a.b": new Float32Array([1]), a: { b: new Float32Array([2]) } };
    expect(decodeCheckpoint(encodeCheckpoint({ ...makeRun(1), extra }), "f").extra).toEqual(extra);
  });
});

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

describe("a checkpoint that does not belong to the run is refused and leaves the run as it was", () => {
  const bytes = encodeCheckpoint({ ...makeRun(1), step: 5 });
  const stateful = { stateDict: () => ({ t: 3 }), planLoad: () => () => {} };
  const other = {
    ...makeRun(2),
    loader: new Loader(twoMoons(31, { random: new Random(1) }), { batch: 7, random: new Random(1) }),
  };
  const { loader, ...unloaded } = makeRun(2);
  const cases: [what: string, run: Run, message: string][] = [
    [
      "another model",
      makeRun(2, 4),
      "c: model: needs what the run needs, got 0.weight is [3,2], the model needs [4,2]",
    ],
    [
      "an optimizer where none was",
      { ...makeRun(2), optimizer: stateful },
      "c: optimizer: needs what the run needs, got no optimizer, and the run has one",
    ],
    [
      "other data",
      other,
      "c: loader: needs what the run needs, got Loader.loadStateDict: order must list the 31 examples",
    ],
    ["no loader", unloaded, "c: loader: needs what the run needs, got one, and the run has no loader"],
    [
      "other generators",
      { ...makeRun(2), generators: { noise: new Random(1), more: new Random(1) } },
      "c: generators: needs what the run needs, got generators model.1.random, noise, the run has model.1.random, more, noise",
    ],
  ];

  it.each(cases)("%s", (_, run, message) => {
    const before = look(run);
    const restore = () => restoreRun(run, decodeCheckpoint(bytes, "c"));
    expect(restore).toThrow(FileFormatError);
    expect(restore).toThrow(message);
    expect(look(run)).toEqual(before);
  });
});

it("refused by its last part, it leaves the parts before it as they were, the optimizer's buffers and schedule too", () => {
  const trained = (seed: number, steps: number) => {
    const run = makeRun(seed);
    const lr = follow(newBob({ from: 0.1 }));
    const optimizer = new Optimizer(run.model.parameters(), adam({ lr }));
    for (let step = 0; step < steps; step++) {
      for (const param of run.model.parameters()) param.grad = new Float32Array(param.size).fill(seed + step);
      optimizer.step();
      lr.report(1);
    }
    return { ...run, optimizer };
  };
  const bytes = encodeCheckpoint(trained(1, 5));
  const run = { ...trained(2, 3), generators: { other: new Random(1) } };
  const before = encodeCheckpoint(run);
  expect(() => restoreRun(run, decodeCheckpoint(bytes, "c"))).toThrow("c: generators: needs what the run needs");
  expect(encodeCheckpoint(run)).toEqual(before);
  expect(encodeCheckpoint(trained(1, 3))).not.toEqual(bytes);
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

describe("on the disk", () => {
  const folder = newFolder();
  const path = join(folder, "run.checkpoint");

  it("a save replaces the file as a whole and leaves no other", () => {
    saveCheckpoint(path, { ...makeRun(1), step: 1 });
    saveCheckpoint(path, { ...makeRun(1), step: 2 });
    expect(loadCheckpoint(path).step).toBe(2);
    expect(readdirSync(folder)).toEqual(["run.checkpoint"]);
  });

  it("a file left by a killed save does not prevent the next one", () => {
    const left = join(folder, `run.checkpoint.${process.pid}-1.tmp`);
    writeFileSync(left, readFileSync(path).subarray(0, 100));
    expect(loadCheckpoint(path).step).toBe(2);
    saveCheckpoint(path, { ...makeRun(1), step: 3 });
    expect(loadCheckpoint(path).step).toBe(3);
    expect(readdirSync(folder)).toEqual(["run.checkpoint", basename(left)]);
  });

  it("a save that fails leaves the old file", () => {
    expect(() => saveCheckpoint(path, { ...makeRun(1), step: -1 })).toThrow("step must be an integer >= 0, got -1");
    expect(loadCheckpoint(path).step).toBe(3);
    expect(() => saveCheckpoint(join(folder, "none", "run"), makeRun(1))).toThrow("cannot save");
  });
});

it("crc32 is the one of zip and PNG, whole or piece by piece", () => {
  const digits = new TextEncoder().encode("123456789");
  expect(crc32(digits)).toBe(0xcbf43926);
  expect(crc32(digits.subarray(4), crc32(digits.subarray(0, 4)))).toBe(0xcbf43926);
});
