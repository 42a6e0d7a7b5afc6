/** @file A checkpoint restores a run bit for bit, or is refused and changes nothing. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCheckpoint } from "../../src/checkpoint/files/loadCheckpoint.ts";
import { saveCheckpoint } from "../../src/checkpoint/files/saveCheckpoint.ts";
import {
  decodeCheckpoint,
  decodeSafetensors,
  encodeCheckpoint,
  FileFormatError,
  type Run,
  restoreRun,
} from "../../src/checkpoint/index.ts";
import { adam, follow, Loader, newBob, Optimizer, Random, twoMoons } from "../../src/index.ts";
import { newFolder } from "../support/newFolder.ts";
import { look, makeRun } from "../support/smallRun.ts";

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
