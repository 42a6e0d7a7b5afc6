/** @file `downhill emit`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { targetNames } from "../../src/emit/index.ts";
import { run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const folder = newFolder();

it("prints a file with the paper's defaults", async () => {
  const { code, stdout } = await run("emit momentum --to pytorch");
  expect(code).toBe(0);
  expect(stdout).toContain("class Momentum(Optimizer):");
  expect(stdout).toContain("def __init__(self, params, lr=0.01, mu=0.9):");
});

it("takes a variant, and other defaults from flags and the expression", async () => {
  const { stdout } = await run(
    "emit lookahead(adam(beta1=0.8),k=7) --variant tensorflow --lr 0.5 --set eps=1 --to pytorch",
  );
  expect(stdout).toContain("lr=0.5, beta1=0.8, beta2=0.999, eps=1, k=7, alpha=0.5):");
  const command = 'downhill emit "lookahead(adam(lr=0.5, beta1=0.8, eps=1, variant=tensorflow), k=7)" --to pytorch';
  expect(stdout).toContain(command);
});

it("writes the schedule into the same file", async () => {
  const { stdout } = await run(["emit", "adam", "--to", "pytorch", "--schedule", "warmup(100, cosine(1e-3, 2000))"]);
  expect(stdout).toContain("def schedule(t):");
  expect(stdout).toContain("class Schedule(_LRScheduler):");
  expect(stdout).toContain("adam(lr=warmup(100, cosine(0.001, 2000, 0)))");
});

it("uses the variant's own learning rate", async () => {
  expect((await run("emit adamax --variant keras --to pytorch")).stdout).toContain("lr=0.001");
});

it("writes a file, and replaces it with --overwrite only", async () => {
  const file = join(folder, "adam.py");
  const { code, stdout, stderr } = await run(["emit", "adam", "--to", "pytorch", "-o", file]);
  expect([code, stdout, stderr]).toEqual([0, "", `wrote ${file}\n`]);
  expect(readFileSync(file, "utf8")).toContain("class Adam(Optimizer):");
  writeFileSync(file, "mine");
  const refused = await run(["emit", "adam", "--to", "pytorch", "-o", file]);
  expect([refused.code, readFileSync(file, "utf8")]).toEqual([2, "mine"]);
  expect((await run(["emit", "adam", "--to", "pytorch", "-o", file, "--overwrite"])).code).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("class Adam");
});

it("writes a header beside the C source, and prints it first", async () => {
  const file = join(folder, "mine.c");
  const { stderr } = await run(["emit", "adam", "--to", "c", "-o", file]);
  expect(stderr).toBe(`wrote ${file} and ${join(folder, "adam.h")}\n`);
  expect(readFileSync(file, "utf8")).toContain('#include "adam.h"');
  const { stdout } = await run("emit adam --to c");
  expect(stdout.indexOf("#ifndef ADAM_H")).toBeLessThan(stdout.indexOf('#include "adam.h"'));
});

it("names every target in the help", async () => {
  const { stdout } = await run("emit --help");
  for (const name of targetNames) expect(stdout).toMatch(new RegExp(`--to TARGET .*\\b${name}\\b`));
});

it("prints files and names as JSON", async () => {
  const { target, files, title, hyper, state } = JSON.parse((await run("emit adamw --to pytorch --json")).stdout);
  expect([target, files[0].name, title, hyper.weightDecay, state]).toEqual([
    "pytorch",
    "adamw.py",
    "Adamw",
    "weight_decay",
    ["m", "v"],
  ]);
});

it.each([
  ["emit --to pytorch", "emit needs one rule"],
  ["emit adam sgd --to pytorch", "emit needs one rule"],
  ["emit adam", "emit needs --to"],
  [
    "emit adam --to pytroch",
    '--to: unknown value "pytroch"; did you mean "pytorch"? Values: pytorch, numpy, c, jax, wgsl, latex',
  ],
  ["emit adma --to pytorch", 'did you mean "adam"?'],
  ["emit muon --to pytorch", "emit: cannot write muon: "],
  ["emit adam --variant x --to pytorch", 'unknown variant "x"'],
  ["emit adam --schedule cosin(1,2) --to pytorch", 'did you mean "cosine"'],
  ["emit adam(beta1=cosine(0.9,100)) --to pytorch", "emit: beta1 of adam must be a number"],
  ["emit adam --lr -1 --to pytorch", "--lr must be"],
  ["emit l2(adam) --to pytorch", "l2 is missing"],
])("%s: exit 2", async (line, message) => {
  const { code, stdout, stderr } = await run(line);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(message);
  expect(existsSync("-o")).toBe(false);
});
