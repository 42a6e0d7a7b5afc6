/** @file Emitted C99 compiles without a warning and follows the 50-digit trajectories, with gcc. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emit } from "../../src/emit/index.ts";
import { snakeCase } from "../../src/emit/support/names.ts";
import { rules } from "../../src/optim/index.ts";
import type { Path } from "../../src/testing/driveRule.ts";
import { assertFollows, float64 } from "../../src/testing/golden.ts";
import { type EmittedCase, emittedCases, withoutAverage, writeModules } from "../support/emittedCases.ts";
import { newFolder } from "../support/newFolder.ts";

const flags = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wconversion"];
const hasGcc = spawnSync("gcc", ["--version"]).status === 0;

/** A function that runs one case: its numbers come from stdin, the weights after every step go to stdout. */
const runner = ({ module, hyper, average }: EmittedCase): string => `
static void run_${module}(void) {
  const size_t n = (size_t)number(), steps = (size_t)number();
  DOWNHILL_REAL theta[64], g[64];
  for (size_t i = 0; i < n; i++) theta[i] = (DOWNHILL_REAL)number();
  ${module}_hyper hyper = ${module}_defaults();
  ${module}_state state;
  void *memory = malloc(${module}_state_size(n) + 1);
  for (size_t t = 1; t <= steps; t++) {
${Object.keys(hyper)
  .map((name) => `    hyper.${name} = number();\n`)
  .join("")}    for (size_t i = 0; i < n; i++) g[i] = (DOWNHILL_REAL)number();
    if (${module}_check(&hyper) != 0) exit(1);
    if (t == 1) ${module}_init(&state, memory, theta, n, &hyper);
    ${module}_step(theta, g, n, &state, &hyper);
    print(theta, n);
    ${average ? `const DOWNHILL_REAL *average = ${module}_average(&state, &hyper);\n    print(average ? average : theta, n);` : ""}
  }
  if (state.step != steps) exit(1);
  free(memory);
}
`;

function mainText(cases: readonly EmittedCase[]): string {
  const modules = [...new Map(cases.map((one) => [one.module, one])).values()];
  return `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
${modules.map(({ module }) => `#include "${module}.h"\n`).join("")}
static double number(void) {
  double value;
  if (scanf("%lf", &value) != 1) exit(1);
  return value;
}

static void print(const DOWNHILL_REAL *values, size_t n) {
  for (size_t i = 0; i < n; i++) printf("%.17g ", (double)values[i]);
  puts("");
}
${modules.map(runner).join("")}
int main(void) {
  char name[100];
  while (scanf("%99s", name) == 1) {
${modules.map(({ module }) => `    if (strcmp(name, "${module}") == 0) run_${module}();\n`).join("")}  }
  return 0;
}
`;
}

/** The numbers of a case in the order in which its runner reads them. */
function inputText({ module, hyper, case: { theta0, gradients } }: EmittedCase): string {
  const steps = gradients.map((g, t) => [
    ...Object.values(hyper).map((value) => (typeof value === "number" ? value : value[t])),
    ...g,
  ]);
  return [module, theta0.length, gradients.length, ...theta0, ...steps.flat()].join(" ");
}

const toNumbers = (line: string): number[] => line.trim().split(" ").map(Number);

/** Takes the lines of a case from the start of the list. */
function readPath({ case: { theta0, gradients }, average: has }: EmittedCase, lines: number[][]): Path {
  const path: Path = { theta: [[...theta0]], average: [[...theta0]] };
  for (const _ of gradients) {
    path.theta.push(lines.shift() ?? []);
    if (has) path.average.push(lines.shift() ?? []);
  }
  return path;
}

describe.skipIf(!hasGcc)("C (skipped without gcc)", () => {
  const { cases } = emittedCases("c");
  const folder = newFolder();
  let paths: Path[];

  it("compiles every file without a warning, with doubles and with floats", () => {
    writeModules(folder, cases);
    writeFileSync(join(folder, "main.c"), mainText(cases));
    const sources = [...new Set(cases.map(({ module }) => `${module}.c`)), "main.c"];
    execFileSync("gcc", [...flags, "-fsyntax-only", ...sources], { cwd: folder });
    execFileSync("gcc", [...flags, "-DDOWNHILL_REAL=double", ...sources, "-lm", "-o", "double"], { cwd: folder });
    const options = { input: cases.map(inputText).join("\n"), encoding: "utf8", maxBuffer: 2 ** 28 } as const;
    const output = execFileSync(join(folder, "double"), options);
    const lines = output.trim().split("\n").map(toNumbers);
    paths = cases.map((one) => readPath(one, lines));
    expect(lines).toEqual([]);
  });

  it.each(cases.map((one, i) => [one.title, one, i] as const))("%s", (_, { case: one, average: has }, i) => {
    assertFollows(has ? one : withoutAverage(one), paths[i], float64);
  });

  it("says which hyperparameter is out of range", () => {
    const { files, title } = emit(rules.adam(), { to: "c" });
    const name = snakeCase(title);
    for (const file of files) writeFileSync(join(folder, file.name), file.text);
    writeFileSync(
      join(folder, "check.c"),
      `#include <stdio.h>
#include "${name}.h"
int main(void) {
  ${name}_hyper hyper = ${name}_defaults();
  puts(${name}_check(&hyper) == 0 ? "fine" : "wrong");
  hyper.beta1 = 1;
  puts(${name}_check(&hyper));
  return 0;
}
`,
    );
    execFileSync("gcc", [...flags, "check.c", `${name}.c`, "-lm", "-o", "check"], { cwd: folder });
    expect(execFileSync(join(folder, "check"), { encoding: "utf8" })).toBe("fine\nadam: beta1 must be in [0, 1)\n");
  });
});
