/**
 * @file Reads one file as one format and prints as JSON what that took. Each has a separate process, since the peak of
 * memory is that of the whole process. Bundled and started by childProcess.ts.      tryBomb FORMAT PATH
 */
import { readFileSync } from "node:fs";
import { formats, verdict } from "./brokenFiles.ts";
import { peakMemory } from "./peakMemory.ts";

export interface Cost {
  /** ms of work, not wall time: other processes may want the machine too. */
  ms: number;
  /** MB of the process at its largest, above what it was before and the size of the file. */
  megabytes: number;
  /** Of another kind than a parser's errors are, or not saying file, field, what was needed and found. */
  unclear: string | null;
}

function cost(format: string, path: string): Cost {
  verdict(formats[format], formats[format].intact);
  globalThis.gc?.();
  const before = process.memoryUsage().rss / 2 ** 20;
  const start = process.cpuUsage();
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  let unclear: string | null = null;
  try {
    verdict(formats[format], new Uint8Array(buffer, byteOffset, byteLength));
  } catch (error) {
    unclear = (error as Error).message.slice(0, 500);
  }
  const { user, system } = process.cpuUsage(start);
  const megabytes = peakMemory() - before - byteLength / 2 ** 20;
  return { ms: (user + system) / 1000, megabytes, unclear };
}

console.log(JSON.stringify(cost(process.argv[2], process.argv[3])));
