/**
 * @file Runs a program of tests/support in a separate process. Each is bundled once, so that a process starts in 0.1 s.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
const bundles = new Map<string, string>();

/** Removes every folder that `temporaryFolder` made, and with it the bundled programs. */
export function removeFolders(): void {
  bundles.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
process.once("exit", removeFolders);

/** Makes a folder that lasts until `removeFolders` or the end of this process. Works outside tests too. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "downhill-"));
  folders.push(folder);
  return folder;
}

/** Returns the path of the bundled program; `name` is its path inside tests/support. */
export function program(name: string): string {
  const bundled = bundles.get(name);
  if (bundled !== undefined) return bundled;
  const outfile = join(temporaryFolder(), `${basename(name, ".ts")}.mjs`);
  const entry = join(root, "tests/support", name);
  buildSync({ entryPoints: [entry], absWorkingDir: root, outfile, bundle: true, platform: "node", format: "esm" });
  bundles.set(name, outfile);
  return outfile;
}

/** Runs a program of tests/support until it exits; returns the lines it printed. Throws if it fails. */
export const runProgram = (name: string, ...args: string[]): string[] =>
  execFileSync(process.execPath, ["--expose-gc", program(name), ...args], { encoding: "utf8" })
    .trim()
    .split("\n");
