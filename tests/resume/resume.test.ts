/**
 * @file A run that stops anywhere and resumes ends with the bits of an uninterrupted one. For separate processes and
 * kills see soak.test.ts.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { decodeCheckpoint, encodeCheckpoint, restoreRun } from "../../src/checkpoint/index.ts";
import { runChild } from "../support/resume/childProcess.ts";
import { fingerprint, makeRun, modelNames, optimizers, train } from "../support/resume/training.ts";
import { removeFolders, temporaryFolder } from "../support/runProgram.ts";

afterAll(removeFolders);

const combinations = Object.keys(optimizers).flatMap((name) => modelNames.map((model) => [model, name] as const));

describe("a run stopped twice and resumed from bytes equals an uninterrupted run bit for bit", () => {
  const random = new Random(6);
  it.each(combinations)("%s with %s", (model, optimizer) => {
    const straight = makeRun(model, optimizer);
    train(straight, 24);
    const first = 1 + random.integer(11);
    let bytes: Uint8Array = new Uint8Array(0);
    for (const stop of [first, first + 1 + random.integer(11), 24]) {
      const run = makeRun(model, optimizer);
      if (bytes.length > 0) run.step = restoreRun(run, decodeCheckpoint(bytes, "run")).step;
      train(run, stop);
      bytes = encodeCheckpoint(run);
    }
    expect(Buffer.from(bytes).equals(Buffer.from(encodeCheckpoint(straight)))).toBe(true);
  });
});

it("a new process ends with the same bits", () => {
  const folder = temporaryFolder();
  const [line] = runChild("resume", folder, "mlp/adam=20");
  const run = makeRun("mlp", "adam");
  train(run, 20);
  expect(line).toBe(`mlp/adam ${fingerprint(run)}`);
  expect(readFileSync(join(folder, "mlp-adam")).equals(encodeCheckpoint(run))).toBe(true);
});

it("the result depends on every part: a run restored without one part differs", () => {
  const stopped = makeRun("mlp", "adam");
  train(stopped, 9);
  const checkpoint = decodeCheckpoint(encodeCheckpoint(stopped), "run");
  train(stopped, 12);
  const expected = stopped.model.stateDict();
  const resume = (part: "none" | "optimizer" | "loader" | "generators") => {
    const run = makeRun("mlp", "adam");
    const { optimizer, loader, generators } = decodeCheckpoint(encodeCheckpoint(run), "new");
    const fresh = { none: {}, optimizer: { optimizer }, loader: { loader }, generators: { generators } }[part];
    run.step = restoreRun(run, { ...checkpoint, ...fresh }).step;
    train(run, 12);
    return run.model.stateDict();
  };
  expect(resume("none")).toEqual(expected);
  for (const part of ["optimizer", "loader", "generators"] as const) expect(resume(part), part).not.toEqual(expected);
});
