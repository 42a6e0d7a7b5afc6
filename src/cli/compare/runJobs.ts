/** @file Runs jobs in threads until they are done or the command is interrupted. */

import { counted } from "../../check/counted.ts";
import type { Progress } from "../terminal/progress.ts";
import { exitCodes, type StopSignal, type Terminal } from "../terminal/terminal.ts";
import { doneTable, type JobLog, openJobLog } from "./jobLog.ts";
import { openPool } from "./pool.ts";
import type { Results } from "./results.ts";
import type { CompareSettings } from "./settings.ts";

interface Parts {
  results: Results;
  progress: Progress;
  /** The number of jobs. */
  total: number;
  /** The file that keeps finished jobs, if there is one. */
  file: string | null;
}

/** Calls `work` with the log of an open pool; returns its exit code, or that of a signal. */
export async function runJobs(
  { threads, part, json }: CompareSettings,
  terminal: Terminal,
  { results, progress, total, file }: Parts,
  work: (log: JobLog) => Promise<number>,
): Promise<number> {
  const pool = openPool(threads ?? undefined);
  let signal: StopSignal | null = null;
  const stopListening = terminal.onInterrupt((received) => {
    signal = received;
    void pool.close();
  });
  const log = openJobLog({ pool, results, mustSave: part !== null, progress, total, now: terminal.now });
  try {
    return await work(log);
  } catch (error) {
    if (signal === null) throw error;
    progress.done();
    // Shows the finished runs; nothing is ranked before all are done.
    if (!json && log.done.length > 0) terminal.stdout.write(`${doneTable(log.done)}\n`);
    const next =
      file === null ? "with --results FILE it could be resumed" : `run the same command to resume from ${file}`;
    progress.log(`interrupted: ${log.done.length} of ${counted(log.total, "run")} done; ${next}`);
    return exitCodes[signal];
  } finally {
    stopListening();
    await pool.close();
  }
}
