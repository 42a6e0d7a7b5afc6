/** @file Starts child.ts in a new process and kills it at chosen moments. */

import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay, setImmediate as soon } from "node:timers/promises";
import type { Random } from "../../../src/autograd/random.ts";
import { loadCheckpoint } from "../../../src/checkpoint/files/loadCheckpoint.ts";
import { program, runProgram, temporaryFolder } from "../runProgram.ts";

export const runChild = (...args: string[]): string[] => runProgram("resume/child.ts", ...args);

export interface KillReport {
  kills: number;
  /** Kills that left a half-written temporary file behind. */
  duringSave: number;
  /** Kills after which the checkpoint was unreadable, or older than after the kill before. */
  broken: number;
  /** Steps of the run, one more than it had reached at the last kill. */
  steps: number;
  /** The fingerprint of the run after them. */
  fingerprint: string;
}

/**
 * Kills a training process again and again with SIGKILL, and restarts it each time. Then lets it make one more step.
 * Every other kill comes as soon as a save has begun, the others at a random moment. It has no end before, since a fast
 * machine would reach it.
 */
export async function killAndRestart(kills: number, random: Random, onKill = (_: number) => {}): Promise<KillReport> {
  const path = join(temporaryFolder(), "run.checkpoint");
  let duringSave = 0;
  let broken = 0;
  let reached = 0;
  for (let kill = 0; kill < kills; kill++) {
    if (await startAndKill(path, Number.POSITIVE_INFINITY, kill % 2 === 0 ? null : random.uniform(0, 120)))
      duringSave++;
    const step = stepReached(path);
    if (!(step >= reached)) broken++;
    // After a broken file the next run begins anew, so that every broken file is counted.
    if (Number.isNaN(step)) rmSync(path);
    reached = step || 0;
    onKill(kill + 1);
  }
  const steps = reached + 1;
  return { kills, duringSave, broken, steps, fingerprint: runChild("train", path, `${steps}`).at(-1) as string };
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

/** Names of the temporary files beside a checkpoint. */
const temporaryFiles = (path: string): string[] =>
  readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith(".tmp"));

/**
 * Starts training and kills it after `ms`, or during the next save if that is null. Returns whether it died during a
 * save; temporary files of earlier kills do not count. Throws if the run ends by itself.
 */
export async function startAndKill(path: string, steps: number, ms: number | null): Promise<boolean> {
  const before = temporaryFiles(path);
  const isSaving = (): boolean => temporaryFiles(path).some((name) => !before.includes(name));
  const child = spawn(process.execPath, [program("resume/child.ts"), "train", path, `${steps}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ready = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  await Promise.race([ready, ended]);
  // A save may end between a look at its file and the kill. So the child is stopped first, and goes on if it has ended.
  while (ms === null && child.exitCode === null) {
    await soon();
    if (!isSaving()) continue;
    child.kill("SIGSTOP");
    await delay(5);
    if (isSaving()) break;
    child.kill("SIGCONT");
  }
  if (ms !== null) await Promise.race([delay(ms), ended]);
  if (child.exitCode !== null) throw new Error(`the run ended by itself, of ${steps} steps: ${said}`);
  child.kill("SIGKILL");
  await ended;
  return isSaving();
}
