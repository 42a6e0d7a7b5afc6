/** @file A comparison that runs as two shards. */
import { expect } from "vitest";
import { run } from "./fakeTerminal.ts";

export const settings = "sgd momentum --data moons --model 2-2 --steps 6 --seeds 1";

export const grid = "0.01,1e30";

export const part = (k: number, out: string, more = "") =>
  run(`compare ${settings} --grid ${grid} --shard ${k}/2 --out ${out}${more}`);

export const merged = (...files: string[]) => run(["compare", "--merge", ...files]);

/** Runs both shards into these files. */
export async function runBoth(...files: readonly string[]): Promise<void> {
  for (const [i, file] of files.entries()) expect((await part(i + 1, file)).code).toBe(0);
}
