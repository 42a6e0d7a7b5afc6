/** @file Starts child.ts, bundled once so that a new process costs a tenth of a second, and kills it at chosen moments. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay, setImmediate as soon } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import type { Random } from "../../src/autograd/random.ts";
import { loadCheckpoint } from "../../src/checkpoint/files.ts";

const folders: string[] = [];
/** Removes every folder that `newFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
process.once("exit", removeFolders);

/** A new folder, until `removeFolders` or the end of this process. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "downhill-trust-"));
  folders.push(folder);
  return folder;
}

let bundle = "";

function program(): string {
  if (bundle !== "") return bundle;
  bundle = join(newFolder(), "child.mjs");
  const entry = fileURLToPath(new URL("./child.ts", import.meta.url));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  buildSync({
    entryPoints: [entry],
    absWorkingDir: root,
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
  });
  return bundle;
}

/** Runs the child to its end; returns the lines it printed. */
export const runChild = (...args: string[]): string[] =>
  execFileSync(process.execPath, [program(), ...args], { encoding: "utf8" })
    .trim()
    .split("\n");

export interface KillReport {
  kills: number;
  /** Kills that left a half-written temporary file behind. */
  duringSave: number;
  /** Kills after which the checkpoint was unreadable, or older than after the kill before. */
  broken: number;
  /** The fingerprint of the run that at last came to its end. */
  fingerprint: string;
}

/**
 * Kills a training process again and again with SIGKILL, every other time as soon as a save has begun and else at a
 * random moment, restarts it each time, and then lets it finish.
 */
export async function killAndRestart(
  kills: number,
  steps: number,
  random: Random,
  onKill = (_: number) => {},
): Promise<KillReport> {
  const path = join(newFolder(), "run.checkpoint");
  let duringSave = 0;
  let broken = 0;
  let reached = 0;
  for (let kill = 0; kill < kills; kill++) {
    await startAndKill(path, steps, kill % 2 === 0 ? null : random.uniform(0, 120));
    if (existsSync(`${path}.tmp`)) duringSave++;
    const step = stepReached(path);
    if (!(step >= reached)) broken++;
    reached = step;
    onKill(kill + 1);
  }
  return { kills, duringSave, broken, fingerprint: runChild("train", path, `${steps}`).at(-1) as string };
}

/** The step of a checkpoint, 0 before the first; NaN if it cannot be read. */
function stepReached(path: string): number {
  if (!existsSync(path)) return 0;
  try {
    return loadCheckpoint(path).step;
  } catch {
    return Number.NaN;
  }
}

/** Starts training and kills it after so many ms, or with `null` in the next save. */
async function startAndKill(path: string, steps: number, ms: number | null): Promise<void> {
  const child = spawn(process.execPath, [program(), "train", path, `${steps}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  if (ms === null) {
    await delay(5);
    while (!existsSync(`${path}.tmp`) && child.exitCode === null) await soon();
  } else await delay(ms);
  if (child.exitCode !== null) throw new Error(`the run ended before it was killed; ${steps} steps are too few`);
  child.kill("SIGKILL");
  await ended;
}
