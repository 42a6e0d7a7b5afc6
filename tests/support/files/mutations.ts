/**
 * @file Tries many seeded mutations of every format and prints one line of JSON. It runs in a separate process, so that
 * the peak of its memory can be measured.      node --expose-gc --import tsx tests/support/files/mutations.ts 1500
 */
import { setImmediate } from "node:timers/promises";
import { Random } from "../../../src/autograd/random.ts";
import { type Format, formats, mutate, verdict } from "./brokenFiles.ts";
import { peakMemory } from "./peakMemory.ts";

export interface MutationReport {
  count: number;
  refused: number;
  /** Errors of another kind, or that do not say file, field, what was needed and found; half-loaded models. */
  unclear: number;
  /** ms of the slowest parse. */
  slowest: number;
  /** MB of the process at its largest, above what it was at the start. */
  megabytes: number;
}

/** Waits between files, so that one file's memory is measured. zlib frees its memory between tasks. */
async function collect(): Promise<void> {
  await setImmediate();
  globalThis.gc?.();
}

async function tryMutations(count: number): Promise<MutationReport> {
  const random = new Random(20);
  const all = Object.values(formats);
  const report = { count, refused: 0, unclear: 0, slowest: 0 };
  const tryOne = (format: Format): void => {
    const bytes = mutate(format, random);
    const start = performance.now();
    try {
      if (verdict(format, bytes) !== null) report.refused++;
    } catch (error) {
      report.unclear++;
      console.error(error);
    }
    report.slowest = Math.max(report.slowest, performance.now() - start);
  };
  for (const format of all) tryOne(format);
  const before = process.memoryUsage().rss / 2 ** 20;
  for (let i = all.length; i < count; i++) {
    tryOne(all[i % all.length]);
    if (i % 100 === 0) await collect();
  }
  return { ...report, megabytes: peakMemory() - before };
}

console.log(JSON.stringify(await tryMutations(Number(process.argv[2]))));
