import { listen, type Port } from "../../../src/training/support/port.ts";
import { type NetNews, NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";

/** Asks a worker to train run number `run` towards a step. The first request of a run has its state. */
export interface TrainRequest {
  readonly run: number;
  readonly goal: number;
  readonly state?: NetState;
}

/** The answer to a request: news, or the message of an error. */
export interface TrainAnswer {
  readonly run: number;
  readonly news?: NetNews;
  /** The time that the training took. */
  readonly milliseconds?: number;
  readonly failure?: string;
}

/** Milliseconds that a worker trains before it answers: long beside a message, short enough to stop soon. */
const slice = 30;

/** Trains networks in a worker. Each request gets one answer, after at most about `slice` milliseconds. */
export function serveNets(port: Port, now: () => number = () => performance.now()): void {
  let run: NetRun | null = null;
  listen<TrainRequest>(port, ({ run: number, goal, state }) => {
    // A request of the tools, see netTools.ts.
    if (number === undefined) return;
    try {
      if (state !== undefined) run = new NetRun(state);
      const begin = now();
      run?.advance(goal, () => now() < begin + slice);
      const milliseconds = now() - begin;
      port.postMessage({ run: number, milliseconds, ...(run && { news: run.news() }) } satisfies TrainAnswer);
    } catch (error) {
      port.postMessage({ run: number, failure: `${error}` } satisfies TrainAnswer);
    }
  });
}
