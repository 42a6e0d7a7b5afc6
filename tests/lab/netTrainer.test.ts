/** @file Training in a worker, and in the page without one. */
import { describe, expect, it } from "vitest";
import { NetRun } from "../../site/lab/network/netRun.ts";
import { firstNet, type NetState } from "../../site/lab/network/netState.ts";
import { NetTrainer } from "../../site/lab/network/netTrainer.ts";
import { serveNets, type TrainAnswer, type TrainRequest } from "../../site/lab/network/serveNets.ts";
import type { Port } from "../../src/training/support/port.ts";

const state: NetState = { ...firstNet, hidden: [4], steps: 30, t: 30 };

/** Two ends of a channel in one thread; messages wait until `deliver`. */
class Channel {
  private readonly waiting: (() => void)[] = [];
  private readonly listeners = { page: [] as ((m: unknown) => void)[], worker: [] as ((m: unknown) => void)[] };
  readonly requests: TrainRequest[] = [];
  private errors: ((error: Error) => void)[] = [];
  readonly page = this.end("page", "worker");
  readonly worker = this.end("worker", "page");

  private end(own: "page" | "worker", other: "page" | "worker"): Port {
    return {
      postMessage: (message) => {
        if (own === "page") this.requests.push(message as TrainRequest);
        const copy = structuredClone(message);
        this.waiting.push(() => {
          for (const receive of this.listeners[other]) receive(copy);
        });
      },
      on: (type: string, listener: never) =>
        type === "error" ? this.errors.push(listener) : this.listeners[own].push(listener),
    } as Port;
  }

  /** Delivers one message; returns whether there was one. */
  deliver(): boolean {
    const next = this.waiting.shift();
    next?.();
    return next !== undefined;
  }

  fail(error: Error): void {
    for (const report of this.errors) report(error);
  }
}

/** A clock that moves on by some milliseconds whenever it is read. */
const clock = (pace: number) => {
  let time = 0;
  return () => (time += pace);
};

function atWork(pace = 10) {
  const channel = new Channel();
  serveNets(channel.worker, clock(pace));
  let changes = 0;
  const trainer = new NetTrainer({ makeWorker: () => channel.page, now: clock(1), changed: () => void changes++ });
  trainer.start(state);
  return { channel, trainer, changes: () => changes };
}

const sameAs = (run: NetRun, t: number): void => {
  const here = new NetRun(run.state);
  here.advance(t);
  for (const [i, record] of run.records.entries()) expect(record).toEqual(here.records[i]);
};

describe("training in a worker", () => {
  it("reaches the step in parts, with the numbers of this thread, and then sends nothing", () => {
    const { channel, trainer, changes } = atWork();
    expect([trainer.problem, trainer.advance(20)]).toEqual([null, false]);
    while (channel.deliver());
    sameAs(trainer.run, 20);
    expect(channel.requests.map(({ goal, state }) => [goal, state === undefined])).toEqual(
      channel.requests.map((_, i) => [20, i > 0]),
    );
    expect([channel.requests.length, changes()]).toEqual([7, 7]);
    // 7 answers for 20 steps: each reads the clock at its begin, after every step, and at its end.
    expect(trainer.pace).toBe(20_000 / (10 * (20 + 7)));
    expect([trainer.advance(20), channel.deliver()]).toEqual([true, false]);
  });

  it("makes the worker with the first run only", () => {
    let count = 0;
    const makeWorker = () => {
      count++;
      return new Channel().page;
    };
    const trainer = new NetTrainer({ makeWorker, now: clock(1), changed() {} });
    expect(count).toBe(0);
    for (const seed of [1, 2]) trainer.start({ ...state, seed });
    expect(count).toBe(1);
  });

  it("ends a pause at the next step that is asked for", () => {
    const { channel, trainer } = atWork();
    trainer.advance(20);
    trainer.pause();
    while (channel.deliver());
    expect([trainer.run.done, channel.requests.length]).toEqual([3, 1]);
    trainer.advance(20);
    while (channel.deliver());
    sameAs(trainer.run, 20);
  });

  it("ignores the answers about an earlier run", () => {
    const { channel, trainer } = atWork();
    trainer.advance(20);
    trainer.start({ ...state, seed: 5 });
    trainer.advance(10);
    while (channel.deliver());
    expect(trainer.run.done).toBe(10);
    sameAs(trainer.run, 10);
  });

  it("continues in this thread when the worker fails, and says why", () => {
    const { channel, trainer } = atWork();
    trainer.advance(20);
    channel.deliver();
    channel.deliver();
    channel.fail(new Error("no workers here"));
    expect([trainer.problem, trainer.run.done]).toEqual(["no workers here", 0]);
    while (!trainer.advance(20));
    sameAs(trainer.run, 20);
  });

  it("answers with the error of a state that cannot be trained", () => {
    const channel = new Channel();
    serveNets(channel.worker);
    const answers: TrainAnswer[] = [];
    if ("on" in channel.page) channel.page.on("message", (answer) => answers.push(answer as TrainAnswer));
    channel.page.postMessage({ run: 1, goal: 1, state: { ...state, data: "none" } });
    while (channel.deliver());
    expect(answers[0].failure).toMatch(/TypeError/);
  });
});

describe("training without a worker", () => {
  it("takes a share of each frame, and says why", () => {
    let changes = 0;
    const trainer = new NetTrainer({
      makeWorker() {
        throw new Error("workers are refused");
      },
      now: clock(3),
      changed: () => void changes++,
    });
    trainer.start(state);
    expect([trainer.problem, trainer.advance(10), trainer.run.done]).toEqual(["workers are refused", false, 3]);
    while (!trainer.advance(10));
    sameAs(trainer.run, 10);
    expect([trainer.advance(10), changes]).toEqual([true, 4]);
    expect(trainer.pace).toBeCloseTo(10_000 / (3 * (10 + 4)), 9);
    trainer.start(state);
    expect(trainer.pace).toBeNull();
  });
});
