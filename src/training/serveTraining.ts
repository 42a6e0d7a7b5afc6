import { encodeWeights } from "../checkpoint/weights/encodeWeights.ts";
import type { Module } from "../nn/index.ts";
import { nextTurn } from "./support/nextTurn.ts";
import { type Answer, type Content, listen, type Port, type Request } from "./support/port.ts";

/** One training run inside a worker. */
export interface TrainingTask<P> {
  readonly model: Module;
  readonly steps: number;
  /** Trains one step and returns plain data for the page, such as `{ step, loss }`. */
  step(index: number): P;
}

/**
 * Serves training from a worker, for a page or a thread that controls it by `RemoteTraining`.
 *
 *     // train.js, a module worker (in Node: pass parentPort of node:worker_threads instead of self)
 *     serveTraining(self, ({ lr }) => {
 *       const model = new Linear(2, 1, { random: new Random(1) });
 *       const optimizer = new Optimizer(model.parameters(), adam({ lr }));
 *       return { model, steps: 1000, step: (step) => ({ step, loss: trainStep(model, optimizer, batch).loss }) };
 *     });
 *
 * `create` makes a new run from the settings of each start; a new start stops the run before it. Progress is sent in
 * batches, once per 16 ms. An error that `create` or `step` throws ends the run and reaches the controlling side.
 */
export function serveTraining<S, P>(port: Port, create: (settings: S) => TrainingTask<P>): void {
  let current: Run<P> | null = null;
  listen<Request>(port, (request) => {
    if (request?.downhill === "start") {
      current?.stop();
      const { run } = request;
      current = new Run((content) => port.postMessage({ run, ...content } satisfies Answer<P>));
      void current.train(() => create(request.settings as S));
    } else if (request?.downhill) current?.[request.downhill]();
  });
}

const milliseconds = 16;

/** A run that messages pause, resume and stop between its steps. */
class Run<P> {
  private task: TrainingTask<P> | null = null;
  private stopped = false;
  private paused: Promise<void> | null = null;
  private release: () => void = () => {};

  constructor(private readonly send: (content: Content<P>) => void) {}

  async train(create: () => TrainingTask<P>): Promise<void> {
    let told: P[] = [];
    const tell = (): void => {
      if (told.length > 0) this.send({ downhill: "progress", progress: told });
      told = [];
    };
    try {
      this.task = create();
      const { steps, step } = this.task;
      let turnEnds = performance.now() + milliseconds;
      for (let index = 0; index < steps && !this.stopped; index++) {
        told.push(step.call(this.task, index));
        if (performance.now() < turnEnds) continue;
        tell();
        // Messages arrive here only, so that no step follows a "pause" or a "stop".
        await nextTurn();
        await this.paused;
        turnEnds = performance.now() + milliseconds;
      }
      tell();
      this.send({ downhill: "finished", weights: encodeWeights(this.task.model) });
    } catch (error) {
      tell();
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      this.send({ downhill: "failed", name, message });
    }
  }

  pause(): void {
    this.paused ??= new Promise((release) => {
      this.release = release;
    });
  }

  resume(): void {
    this.paused = null;
    this.release();
  }

  stop(): void {
    this.stopped = true;
    this.resume();
  }

  weights(): void {
    if (this.task) this.send({ downhill: "weights", weights: encodeWeights(this.task.model) });
  }
}
