import { type Answer, listen, listenForErrors, type Port, type Request } from "./support/port.ts";

/**
 * Controls training that runs in a worker by `serveTraining`, so that the page stays responsive. Takes a Worker of a
 * browser or of node:worker_threads.
 *
 *     const training = new RemoteTraining(new Worker("train.js", { type: "module" }));
 *     training.start({ lr: 0.01 });
 *     for await (const { step, loss } of training) draw(step, loss);     // ends with the run; rejects if it failed
 *     loadWeights(model, await training.weights());
 *
 * `pause`, `resume` and `stop` act between two steps. Leaving the loop with `break` stops the run.
 */
export class RemoteTraining<S = unknown, P = unknown> implements AsyncIterable<P> {
  private readonly port: Port;
  private run = 0;
  private told: P[] = [];
  private ended = true;
  private failure: Error | null = null;
  private last: Uint8Array | null = null;
  private wake: () => void = () => {};
  private readonly waiting: { resolve(weights: Uint8Array): void; reject(error: Error): void }[] = [];

  constructor(port: Port) {
    this.port = port;
    listen<Answer<P>>(port, (answer) => this.receive(answer));
    listenForErrors(port, (error) => this.fail(error));
  }

  /** Starts a run; `settings` are plain data for the worker's `create`. Stops the run before it. */
  start(settings: S): void {
    this.run++;
    this.told = [];
    this.ended = false;
    this.failure = null;
    this.last = null;
    this.send({ run: this.run, downhill: "start", settings });
  }

  pause(): void {
    this.send({ run: this.run, downhill: "pause" });
  }

  resume(): void {
    this.send({ run: this.run, downhill: "resume" });
  }

  /** Ends the run after the current step. */
  stop(): void {
    this.send({ run: this.run, downhill: "stop" });
  }

  /** The model's weights as safetensors bytes for `loadWeights`: of now, or of the end. Rejects if the run failed. */
  weights(): Promise<Uint8Array> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.last) return Promise.resolve(this.last);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.send({ run: this.run, downhill: "weights" });
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<P, void> {
    try {
      while (true) {
        yield* this.told.splice(0);
        if (this.failure) throw this.failure;
        if (this.told.length > 0) continue;
        if (this.ended) return;
        await new Promise<void>((wake) => {
          this.wake = wake;
        });
      }
    } finally {
      if (!this.ended) this.stop();
    }
  }

  private send(request: Request): void {
    this.port.postMessage(request);
  }

  private receive(answer: Answer<P>): void {
    // Ignores other messages of the worker, and late answers about an earlier run.
    if (answer?.run !== this.run) return;
    if (answer.downhill === "progress") this.told.push(...answer.progress);
    else if (answer.downhill === "failed") {
      this.fail(Object.assign(new Error(answer.message), { name: answer.name }));
    } else {
      for (const { resolve } of this.waiting.splice(0)) resolve(answer.weights);
      if (answer.downhill === "finished") {
        this.last = answer.weights;
        this.ended = true;
      }
    }
    this.wake();
  }

  private fail(error: Error): void {
    this.failure = error;
    this.ended = true;
    for (const { reject } of this.waiting.splice(0)) reject(error);
    this.wake();
  }
}
