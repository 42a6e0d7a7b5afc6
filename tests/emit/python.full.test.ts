/** @file Emitted Python follows the 50-digit trajectories, run by Debian's Python with PyTorch 1.13 and NumPy. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { TargetName } from "../../src/emit/index.ts";
import { snakeCase } from "../../src/emit/support/names.ts";
import { assertFollows, float64 } from "../../src/testing/golden.ts";
import { type EmittedCase, emittedCases, withoutAverage, writeModules } from "../support/emittedCases.ts";
import { newFolder } from "../support/newFolder.ts";

const python = "/usr/bin/python3";
// A Python with jax and optax, which Debian does not have. Without it NumPy stands for jax.numpy.
const jaxPython = process.env.DOWNHILL_JAX_PYTHON ?? python;

/** The targets in Python: the package they need, the runner, and the names of the state. */
const targets: readonly { to: TargetName; needs: string; runner: string; program?: string }[] = [
  { to: "pytorch", needs: "torch", runner: "pytorch.py" },
  { to: "numpy", needs: "numpy", runner: "numpy_function.py" },
  { to: "jax", needs: "numpy", runner: "jax_transformation.py", program: jaxPython },
];

interface Answer {
  cases: { theta: number[][]; average: number[][]; state: Record<string, number[]> }[];
}

function runAll(program: string, runner: string, folder: string, cases: readonly EmittedCase[]): Answer {
  const input = {
    folder,
    cases: cases.map(({ module, emitted: { title, average: averageBuffer = "" }, hyper, average, case: one }) => ({
      ...{ module, title, function: snakeCase(title), hyper, average },
      averageField: snakeCase(averageBuffer),
      case: one,
    })),
  };
  const file = fileURLToPath(new URL(`runners/${runner}`, import.meta.url));
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  return JSON.parse(execFileSync(program, [file], options));
}

for (const { to, needs, runner, program = python } of targets) {
  const isInstalled = spawnSync(python, ["-c", `import ${needs}`]).status === 0;
  describe.skipIf(!isInstalled)(`${to} (skipped where ${python} has no ${needs})`, () => {
    const { cases } = emittedCases(to);
    const folder = newFolder();
    let answer: Answer;

    it("runs every emitted module", () => {
      writeModules(folder, cases);
      answer = runAll(program, runner, folder, cases);
      expect(answer.cases).toHaveLength(cases.length);
    }, 600_000);

    it.each(cases.map((one, i) => [one.title, one, i] as const))("%s", (_, { case: one, emitted, average: has }, i) => {
      const { theta, average, state } = answer.cases[i];
      const start = [...one.theta0];
      assertFollows(
        has ? one : withoutAverage(one),
        { theta: [start, ...theta], average: [start, ...average] },
        float64,
      );
      const names = to === "jax" ? emitted.state.map(snakeCase) : emitted.state;
      expect(Object.keys(state).sort()).toEqual(["step", ...names].sort());
    });
  });
}
