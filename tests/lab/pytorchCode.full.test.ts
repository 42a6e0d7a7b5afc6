/** @file The program for PyTorch runs, and prints the points of the stage. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeRule } from "../../site/lab/forms.ts";
import { readHash } from "../../site/lab/hash.ts";
import { pytorchCode } from "../../site/lab/pytorchCode.ts";
import { runOf } from "../../site/lab/run.ts";
import { hasDiverged } from "../../site/lab/words.ts";
import { emit } from "../../src/emit/index.ts";
import { newFolder } from "../support/newFolder.ts";

const python = "/usr/bin/python3";
const isInstalled = spawnSync(python, ["-c", "import torch"]).status === 0;

describe.skipIf(!isInstalled)(`the program for PyTorch (skipped where ${python} has no torch)`, () => {
  it.each([
    "#f=beale&o=sgd,adam,lion,momentum&t=40",
    "#f=ackley&rot=33&gclip=1&l2=0.1&o=rmsprop,adam(variant=tensorflow),adamw,sgd(lr=1e9)&steps=50",
    "#f=custom&fx=max(x,y)^2+exp(-abs(x-1))+min(x,-1)*sin(2*y)+y^2&o=nesterov(lr=0.01),nadam(lr=0.05),adagrad&steps=60",
    "#f=rotated-quadratic&o=rprop,adamax,radam&steps=60",
    "#f=cliff&o=adadelta,yogi&steps=30",
  ])("prints the points of %s", (hash) => {
    const { state, notices } = readHash(hash);
    expect(notices).toEqual([]);
    const run = runOf(state);
    const folder = newFolder();
    for (const form of state.choices)
      for (const { name, text } of emit(makeRule(form), { to: "pytorch" }).files)
        writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "paths.py"), pytorchCode(run, state));
    const lines = execFileSync(python, ["paths.py"], { cwd: folder, encoding: "utf8" }).trim().split("\n");
    expect(lines).toHaveLength(run.names.length);
    for (const [i, line] of lines.entries()) {
      const words = line.slice(run.names[i].length + 1).split(" ");
      expect(line.startsWith(run.names[i])).toBe(true);
      const { points, values } = run.paths[i];
      if (hasDiverged(run.paths[i], state.t)) expect(words[2]).toBe("diverged");
      else
        for (const [k, exact] of [points[2 * state.t], points[2 * state.t + 1], values[state.t]].entries())
          expect(Math.abs(Number(words[k]) - exact), line).toBeLessThan(1e-7 * Math.max(1, Math.abs(exact)));
    }
  });
});
