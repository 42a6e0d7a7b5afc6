/** @file Emitted PyTorch optimizers follow the 50-digit trajectories, in PyTorch 1.13 from Debian. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { assertFollows, float64 } from "../../src/testing/golden.ts";
import { emittedCases, writeModules } from "../support/emittedCases.ts";
import { newFolder } from "../support/newFolder.ts";

const python = "/usr/bin/python3";
const runner = fileURLToPath(new URL("runners/pytorch.py", import.meta.url));
const hasTorch = spawnSync(python, ["-c", "import torch"]).status === 0;

interface Answer {
  cases: { theta: number[][]; average: number[][]; state: Record<string, number[]> }[];
}

describe.skipIf(!hasTorch)("PyTorch (skipped without Debian's python3-torch)", () => {
  const { cases } = emittedCases("pytorch");
  const folder = newFolder();
  let answer: Answer;

  it("runs every emitted module", () => {
    writeModules(folder, cases);
    const input = JSON.stringify({
      folder,
      cases: cases.map(({ module, emitted, hyper, average, case: one }) => ({
        ...{ module, hyper, average, case: one },
        title: emitted.title,
      })),
    });
    answer = JSON.parse(execFileSync(python, [runner], { input, encoding: "utf8", maxBuffer: 2 ** 28 }));
    expect(answer.cases).toHaveLength(cases.length);
  });

  it.each(cases.map((one, i) => [one.title, one, i] as const))("%s", (_, { case: one, emitted }, i) => {
    const { theta, average, state } = answer.cases[i];
    const path = { theta: [[...one.theta0], ...theta], average: [[...one.theta0], ...average] };
    assertFollows(average.length > 0 ? one : { ...one, average: undefined as never }, path, float64);
    expect(Object.keys(state).sort()).toEqual(["step", ...emitted.state].sort());
  });
});
