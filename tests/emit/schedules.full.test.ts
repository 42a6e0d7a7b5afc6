/** @file Emitted schedules have the values of the schedules here. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { emit, type TargetName } from "../../src/emit/index.ts";
import { rules } from "../../src/optim/index.ts";
import { parseSchedule, scheduleNames } from "../../src/schedules/index.ts";
import { everySchedule } from "../support/everySchedule.ts";
import { newFolder } from "../support/newFolder.ts";

const python = "/usr/bin/python3";
const jaxPython = process.env.DOWNHILL_JAX_PYTHON ?? python;
const steps = 40;
const expected = everySchedule.map((text) => {
  const schedule = parseSchedule(text);
  return Array.from({ length: steps }, (_, i) => schedule(i + 1));
});

it("tries every schedule", () => {
  const untried = scheduleNames.filter((name) => !everySchedule.some((text) => text.startsWith(`${name}(`)));
  expect(untried).toEqual([]);
});

/** Differences of a few roundings: cos, exp and powers here have the same bits in every engine. */
function expectClose(values: readonly number[], exact: readonly number[]): void {
  const errors = exact.map((value, i) => Math.abs(values[i] - value) / (Math.abs(value) || 1));
  expect(values).toHaveLength(exact.length);
  expect(Math.max(...errors)).toBeLessThan(1e-13);
}

const filesOf = (text: string, to: TargetName) => emit(rules.sgd({ lr: parseSchedule(text) }), { to }).files;

for (const [to, needs] of [
  ["pytorch", "torch"],
  ["numpy", "numpy"],
  ["jax", "numpy"],
] as const) {
  const program = to === "jax" ? jaxPython : python;
  const isInstalled = spawnSync(python, ["-c", `import ${needs}`]).status === 0;
  it.skipIf(!isInstalled)(`${to}: every schedule (skipped where ${python} has no ${needs})`, () => {
    const folder = newFolder();
    const modules = everySchedule.map((text, i) => {
      writeFileSync(join(folder, `schedule${i}.py`), filesOf(text, to)[0].text);
      return `schedule${i}`;
    });
    const runner = fileURLToPath(new URL("runners/schedules.py", import.meta.url));
    const input = JSON.stringify({ folder, modules, steps });
    const values = JSON.parse(execFileSync(program, [runner], { input, encoding: "utf8" }));
    expect(values).toHaveLength(everySchedule.length);
    for (const [i, exact] of expected.entries()) for (const found of values[i]) expectClose(found, exact);
  });
}

describe.skipIf(spawnSync("gcc", ["--version"]).status !== 0)("C (skipped without gcc)", () => {
  it("has every schedule", () => {
    const folder = newFolder();
    for (const [i, text] of everySchedule.entries())
      for (const { name, text: code } of filesOf(text, "c"))
        writeFileSync(
          join(folder, name.replace("sgd", `s${i}`)),
          code
            .replace(/\bsgd_/g, `s${i}_`)
            .replace('"sgd.h"', `"s${i}.h"`)
            .replace(/\bSGD_H/g, `S${i}_H`),
        );
    const calls = everySchedule.map(
      (_, i) => `  for (int t = 1; t <= ${steps}; t++) printf("%.17g ", s${i}_schedule(t));\n`,
    );
    const main = `#include <stdio.h>
${everySchedule.map((_, i) => `#include "s${i}.h"\n`).join("")}
int main(void) {
${calls.join("")}  return 0;
}
`;
    writeFileSync(join(folder, "main.c"), main);
    const sources = [...everySchedule.map((_, i) => `s${i}.c`), "main.c"];
    const flags = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wconversion"];
    execFileSync("gcc", [...flags, ...sources, "-lm", "-o", "main"], { cwd: folder });
    const numbers = execFileSync(join(folder, "main"), { encoding: "utf8" }).trim().split(" ").map(Number);
    for (const [i, exact] of expected.entries()) expectClose(numbers.slice(i * steps, (i + 1) * steps), exact);
  });
});
