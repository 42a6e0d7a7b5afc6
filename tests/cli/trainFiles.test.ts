/** @file The files of `downhill train`: two flags never write the same one. */

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { downhill } from "../../src/cli/downhill.ts";
import { fakeTerminal, run } from "../support/fakeTerminal.ts";
import { newFolder } from "../support/newFolder.ts";

const line = "train --data line --model 1-1 --batch 250 --lr 0.1 --epochs 1";

it.each([
  ["checkpoint", "save", "x.safetensors"],
  ["checkpoint", "log", "x.csv"],
  ["checkpoint", "report", "x.html"],
  ["save", "log", "x.csv"],
  ["save", "report", "x.html"],
  ["log", "report", "x.csv"],
])("--%s and --%s with the same file are refused before training", async (one, other, name) => {
  const folder = newFolder();
  const file = join(folder, name);
  // The same file by another path.
  const again = relative(process.cwd(), file);
  for (const overwrite of ["", " --overwrite"]) {
    const { code, stdout, stderr } = await run(`${line} --${other} ${again} --${one} ${file}${overwrite}`);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(
      `downhill: --${other}: must be another file than that of --${one}, got ${again}; give another name\n`,
    );
  }
  expect(readdirSync(folder)).toEqual([]);
});

it("--tensorboard and --report by a link to the folder are refused, and make no folder", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "runs"));
  symlinkSync(join(folder, "runs"), join(folder, "link"));
  const file = join(folder, "link/events.out.tfevents.0.downhill");
  const { code, stderr } = await run(`${line} --tensorboard ${join(folder, "runs")} --report ${file}`);
  expect(code).toBe(2);
  expect(stderr).toContain("--tensorboard: must be another file than that of --report, got ");
  const made = join(folder, "new");
  await run(`${line} --tensorboard ${made} --report ${made}/events.out.tfevents.0.downhill`);
  expect(existsSync(made)).toBe(false);
});

it("the model named after the data does not replace a checkpoint", async () => {
  const data = join(newFolder(), "table.csv");
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? "odd" : "even"}`);
  writeFileSync(data, ["a,kind", ...rows].join("\n"));
  const terminal = fakeTerminal();
  const name = "table.model.safetensors";
  expect(await downhill(`train --data ${data} --checkpoint ${name}`.split(" "), terminal)).toBe(2);
  expect(terminal.text.stderr).toContain(`--save: must be another file than that of --checkpoint, got ${name}`);
  expect(existsSync(name)).toBe(false);
});

it("a resumed run keeps the checkpoint that it reads", async () => {
  const saved = join(newFolder(), "run.safetensors");
  await run(`${line} --checkpoint ${saved}`);
  const before = readFileSync(saved);
  const { code, stderr } = await run(`train --resume ${saved} --epochs 2 --save ${saved} --overwrite`);
  expect(code).toBe(2);
  expect(stderr).toContain("--save: must be another file than that of --resume, got ");
  expect(readFileSync(saved).equals(before)).toBe(true);
});
