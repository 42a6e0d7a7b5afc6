/** @file The file of one shard, written with `--out`: what it belongs to, then its finished jobs. */

import { acceleration } from "../../../kernels/acceleration.ts";
import { UsageError } from "../../flags/usageError.ts";
import type { Terms } from "../comparison.ts";
import { hasShape, type Shape } from "../hasShape.ts";
import { type JobLine, readJobFile } from "../jobFile.ts";
import { type Results, resultsIn } from "../results.ts";
import type { Plan } from "../runComparison.ts";
import { isShard, type Shard } from "./shard.ts";

/** The first line of the file. All but `shard` is the same in every part of a comparison. */
export interface PartHeader {
  shard: Shard;
  plan: Plan;
  /** The checksum of all examples. */
  checksum: string;
  /** The instructions of the fast kernels; with others, the last digits differ. */
  kernels: string;
}

export const headerOf = (plan: Plan, shard: Shard, checksum: string): PartHeader => ({
  shard,
  plan,
  checksum,
  kernels: acceleration().kind,
});

/** Opens the file of a shard, or starts it. Throws UsageError if it holds anything else. */
export const openPart = (file: string, header: PartHeader): Results =>
  resultsIn(`--out ${file}`, file, header, (found) => {
    if (!isPartHeader(found)) throw foreign(`--out ${file}`, "give another name");
    const difference = firstDifference(found, header);
    if (difference !== null)
      throw new UsageError(`--out ${file}: must be of this shard and comparison, got ${difference}; give another name`);
  });

/** A part with its name. */
export interface Part {
  file: string;
  header: PartHeader;
  jobs: JobLine[];
}

export function readPart(file: string): Part {
  const { header, jobs } = readJobFile(file, file, (found) => {
    if (!isPartHeader(found)) throw foreign(file, "leave it out");
  });
  return { file, header: header as PartHeader, jobs };
}

const foreign = (who: string, fix: string): UsageError =>
  new UsageError(`${who}: must be a file that compare --out wrote, got another; ${fix}`);

/** The first field in which two headers differ, such as `steps 20, not 40`; null if they are equal. */
export function firstDifference(found: unknown, wanted: unknown, path = ""): string | null {
  if (Object.is(found, wanted)) return null;
  if (typeof found !== "object" || typeof wanted !== "object" || found === null || wanted === null)
    return `${path.replace(/^plan\.(terms\.)?/, "")} ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
  const [a, b] = [found, wanted] as Record<string, unknown>[];
  for (const key of new Set([...Object.keys(b), ...Object.keys(a)])) {
    const difference = firstDifference(a[key], b[key], path === "" ? key : `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

const numbers: Shape = ["number"];
const terms: Record<keyof Terms, Shape> = {
  command: "string",
  version: "string",
  node: "string",
  task: "string",
  model: "string",
  examples: numbers,
  batch: "number",
  steps: "number",
  every: "number",
  seeds: numbers,
  tuning: "string",
  lr: "number?",
  grid: numbers,
  tuningSeeds: numbers,
  clip: "number?",
  scoreName: "string",
};
const header: Record<keyof PartHeader, Shape> = {
  shard: { index: "number", count: "number" },
  checksum: "string",
  kernels: "string",
  plan: { rules: ["string"], data: { data: "string" }, terms },
};
const isPartHeader = (value: unknown): value is PartHeader =>
  hasShape(value, header) && isShard((value as PartHeader).shard);
