/** @file Jobs spread over threads. */

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
  /** Returns the outcome of a job. Rejects after `close`. */
  run<J extends Job>(job: J): Promise<Outcome<J>>;
  close(): Promise<void>;
}

/** Opens a pool of worker threads, one a core by default. With one thread, jobs run in this one, without a worker. */
export const openPool = (threads = availableParallelism()): Pool => (threads === 1 ? sameThread() : piscina(threads));

function piscina(threads: number): Pool {
  const pool = new Piscina({ filename, execArgv, maxThreads: threads, minThreads: 1 });
  let isClosing = false;
  // Piscina reports a thread that still answers after `destroy`; that is not an error.
  pool.on("error", (error) => {
    if (!isClosing) throw error;
  });
  return {
    run: (job) => pool.run(job),
    close: () => {
      isClosing = true;
      return pool.destroy();
    },
  };
}

function sameThread(): Pool {
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  const next = async <J extends Job>(job: J): Promise<Outcome<J>> => {
    // Signals and timers are handled between jobs.
    await nextTask();
    if (isClosed) throw new Error("the pool is closed");
    return work(job) as Outcome<J>;
  };
  return {
    run: (job) => {
      const outcome = last.then(() => next(job));
      last = outcome.catch(() => {});
      return outcome;
    },
    close: async () => {
      isClosed = true;
    },
  };
}
