/** @file `downhill compare --shard K/N --out FILE`: runs a share of the jobs, and keeps each when it is finished. */

import { counted } from "../../../check/counted.ts";
import { checksumOf } from "../../experiment/checksumOf.ts";
import { checkOutput } from "../../flags/output.ts";
import { Progress } from "../../terminal/progress.ts";
import { quoted } from "../../terminal/shellCommand.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { announce } from "../announce.ts";
import { makePlan } from "../plan.ts";
import { runJobs } from "../runJobs.ts";
import type { CompareSettings } from "../settings.ts";
import { jobList, runListed, shareOf } from "./jobList.ts";
import { headerOf, openPart } from "./partFile.ts";
import { showShard } from "./shard.ts";

export async function runShard(
  settings: CompareSettings,
  { out, shard }: NonNullable<CompareSettings["part"]>,
  terminal: Terminal,
): Promise<number> {
  const { plan, task, leftOut } = makePlan(settings);
  // A part is always continued, never replaced: openPart refuses a foreign file.
  checkOutput("out", out, { overwrite: true, inputs: { data: settings.data.data } });
  const progress = new Progress(terminal, settings.progress);
  const results = openPart(out, headerOf(plan, shard, checksumOf(task)));
  announce(plan, leftOut, progress);
  const list = jobList(plan);
  const share = shareOf(list, shard);
  const total = share.reduce((sum, { count }) => sum + count, 0);
  return runJobs(settings, terminal, { results, progress, total, file: out }, async ({ run }) => {
    await Promise.all(share.map((listed) => runListed(plan, listed, run)));
    progress.done();
    const few = total > 0 ? "" : `; the job list divides into ${list.length} shards at most`;
    progress.log(`shard ${showShard(shard)}: ${counted(total, "run")} in ${quoted(out)}${few}`);
    return 0;
  });
}
