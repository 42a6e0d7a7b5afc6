/** @file `downhill compare --merge FILES`: shows the comparison that the files of all shards make. */

import { counted } from "../../../check/counted.ts";
import type { Values } from "../../flags/flags.ts";
import { UsageError } from "../../flags/usageError.ts";
import { Progress, readProgressMode } from "../../terminal/progress.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { ownVersion } from "../plan.ts";
import { readOutputSettings } from "../settings.ts";
import { checkReport, showComparison } from "../showComparison.ts";
import { type IncompleteShard, incompleteShards, merge, readParts } from "./merge.ts";

/** The flags that can be given with --merge. All others are settings, which are in the files. */
const allowed = ["merge", "report", "overwrite", "timing", "json", "progress", "no-unicode"];

/** The number of incomplete shards that are listed. */
const listed = 10;

export async function runMerge(files: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const setting = Object.keys(values).find((name) => values[name] !== undefined && !allowed.includes(name));
  if (setting !== undefined) throw new UsageError(`--merge reads all settings from the files; leave out --${setting}`);
  if (files.length === 0) throw new UsageError("--merge needs the files of the shards, as in --merge part-*.ndjson");
  const output = readOutputSettings(values);
  const progress = new Progress(terminal, readProgressMode(values, terminal.environment));
  const parts = readParts(files, ownVersion());
  for (const file of files) checkReport(output, parts.plan.terms.command, { merge: file });
  const incomplete = await incompleteShards(parts);
  if (incomplete.length > 0) return refuse(incomplete, progress);
  return showComparison(await merge(parts), output, terminal, progress) ? 0 : 1;
}

/** Says which jobs are missing, and how to run them. */
function refuse(incomplete: readonly IncompleteShard[], progress: Progress): number {
  for (const { missing, command } of incomplete.slice(0, listed)) {
    progress.problem(`missing: ${missing.join(", ")}`);
    progress.problem(`run: ${command}`);
  }
  const more = incomplete.length > listed ? `, ${incomplete.length - listed} of them not listed` : "";
  progress.problem(`--merge: ${counted(incomplete.length, "shard")} must run first${more}; nothing was written`);
  return 1;
}
