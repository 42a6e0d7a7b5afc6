/** @file Jobs spread over all cores. */

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { Piscina } from "piscina";
import type { Job, Outcome } from "./worker.ts";

/** From the source, threads need tsx to read TypeScript; the bundle has its worker beside it. */
const isSource = import.meta.url.endsWith(".ts");
const filename = new URL(isSource ? "./worker.ts" : "./compareWorker.js", import.meta.url).href;
const execArgv = isSource ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];

export interface Pool {
  /** The outcomes in the order of the jobs, whichever is done first; `onDone` is called after each. */
  run<J extends Job>(jobs: readonly J[], onDone: (job: J) => void): Promise<Outcome<J>[]>;
  close(): Promise<void>;
}

export function openPool(threads = availableParallelism()): Pool {
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
