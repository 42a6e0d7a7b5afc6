import { listen, listenForErrors, type Port } from "../../../src/training/support/port.ts";
import { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";
import type { TrainAnswer, TrainRequest } from "./serveNets.ts";

/** The services that a trainer needs; a test gives its own. */
export interface TrainerSurroundings {
  /** Makes a worker that runs `serveNets`. Throws where the browser refuses. */
  makeWorker(): Port;
  /** Milliseconds since some moment. */
  now(): number;
  /** Called when a run has new numbers. */
  changed(): void;
}

/** Milliseconds of training in one frame, where there is no worker. */
const frameShare = 8;

/** Trains the networks of a state: in a worker, or in this thread where there is none. */
export class NetTrainer {
  /** The run so far. Without a worker it also does the work. */
  run!: NetRun;
  /** Why training happens in this thread; null with a worker. */
  problem: string | null = null;
  private worker: Port | null = null;
  /** The number of the run, which tells its answers from late ones of the run before. */
  private number = 0;
  private isKnown = false;
  private isWaiting = false;
  private goal = 0;

  constructor(private readonly surroundings: TrainerSurroundings) {
    try {
      const worker = surroundings.makeWorker();
      listen<TrainAnswer>(worker, (answer) => this.receive(answer));
      listenForErrors(worker, (error) => this.useThisThread(error.message));
      this.worker = worker;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : `${error}`;
    }
  }

  /** Begins the run of a state. */
  start(state: NetState): void {
    this.number++;
    this.run = new NetRun(state);
    [this.isKnown, this.isWaiting, this.goal] = [false, false, 0];
  }

  /** Trains towards step t; returns whether it is reached. */
  advance(t: number): boolean {
    this.goal = t;
    if (this.worker !== null) this.ask();
    else if (!this.run.hasReached(t)) {
      const until = this.surroundings.now() + frameShare;
      this.run.advance(t, () => this.surroundings.now() < until);
      this.surroundings.changed();
    }
    return this.run.hasReached(t);
  }

  /** Asks for no further steps, until `advance` is called again. */
  pause(): void {
    this.goal = 0;
  }

  private ask(): void {
    if (this.isWaiting || this.run.hasReached(this.goal)) return;
    this.isWaiting = true;
    const { number: run, goal } = this;
    const request: TrainRequest = this.isKnown ? { run, goal } : { run, goal, state: this.run.state };
    this.isKnown = true;
    this.worker?.postMessage(request);
  }

  private receive({ run, news, failure }: TrainAnswer): void {
    if (run !== this.number) return;
    this.isWaiting = false;
    if (failure !== undefined) this.useThisThread(failure);
    else {
      if (news !== undefined) this.run.add(news);
      this.ask();
      this.surroundings.changed();
    }
  }

  private useThisThread(problem: string): void {
    [this.worker, this.problem] = [null, problem];
    if (this.run !== undefined) this.start(this.run.state);
    this.surroundings.changed();
  }
}
