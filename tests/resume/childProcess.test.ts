/**
 * @file The kill test can report what it looks for: it neither hangs at an unreadable checkpoint nor counts one save
 * twice.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startAndKill } from "../support/resume/childProcess.ts";
import { removeFolders, temporaryFolder } from "../support/runProgram.ts";

afterAll(removeFolders);

it("a run that ends because its checkpoint is unreadable is an error", async () => {
  const path = join(temporaryFolder(), "run");
  writeFileSync(path, "no checkpoint");
  for (const ms of [null, 10_000])
    await expect(startAndKill(path, 5, ms)).rejects.toThrow(/ended by itself.*run: header: needs/s);
}, 30_000);

it("the remains of an earlier killed save are not counted for the next kill", async () => {
  const path = join(temporaryFolder(), "run");
  const left = `${path}.1-1.tmp`;
  writeFileSync(left, "left behind");
  const diedSaving = await startAndKill(path, 1000, 0);
  // Killed at once, it has seldom begun a save.
  const isNew = (name: string): boolean => name.endsWith(".tmp") && name !== basename(left);
  expect(diedSaving).toBe(readdirSync(dirname(path)).some(isNew));
  await startAndKill(path, 1000, null);
  expect(existsSync(path) || readdirSync(dirname(path)).length > 1).toBe(true);
  expect(readFileSync(left, "utf8")).toBe("left behind");
}, 30_000);
