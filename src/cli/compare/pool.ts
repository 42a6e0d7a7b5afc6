/** @file Jobs spread over all cores. */

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { setImmediate as nextTask } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Piscina } from "piscina";
import work, { type Job, type Outcome } from "./worker.ts";

/** From the source, threads need tsx to read TypeScript; the bundle has its worker beside it. */
const isSource = import.meta.url.endsWith(".ts");
const filename = new URL(isSource ? "./worker.ts" : "./compareWorker.js", import.meta.url).href;
const execArgv = isSource ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];

export interface Pool {
  /** The outcomes in the order of the jobs, whichever is done first; `onDone` is called after each. */
  run<J extends Job>(jobs: readonly J[], onDone: (job: J) => void): Promise<Outcome<J>[]>;
  close(): Promise<void>;
}

/** Opens a pool of worker threads; with one thread, jobs run in this one, which saves the start of a worker. */
export function openPool(threads = availableParallelism()): Pool {
  return threads === 1 ? thisThread() : workerThreads(threads);
}

/** Runs jobs in this thread. Signals and timers are handled between jobs. */
function thisThread(): Pool {
  let isClosed = false;
  return {
    async run<J extends Job>(jobs: readonly J[], onDone: (job: J) => void): Promise<Outcome<J>[]> {
      const outcomes: Outcome<J>[] = [];
      for (const job of jobs) {
        await nextTask();
        if (isClosed) throw new Error("compare: interrupted");
        outcomes.push(work(job) as Outcome<J>);
        onDone(job);
      }
      return outcomes;
    },
    close: async () => {
      isClosed = true;
    },
  };
}

function workerThreads(threads: number): Pool {
  const pool = new Piscina({ filename, execArgv, maxThreads: threads, minThreads: 1 });
  let isClosing = false;
  // A thread that still answers after the end is no error; piscina says it is.
  pool.on("error", (error) => {
    if (!isClosing) throw error;
  });
  return {
    run: (jobs, onDone) =>
      Promise.all(
        jobs.map(async (job) => {
          const outcome = await pool.run(job);
          onDone(job);
          return outcome;
        }),
      ),
    close: () => {
      isClosing = true;
      return pool.destroy();
    },
  };
}
