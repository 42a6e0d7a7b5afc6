import { listen, listenForErrors, type Port } from "../../../src/training/support/port.ts";
import { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";
import type { TrainAnswer, TrainRequest } from "./serveNets.ts";

/** The services that a trainer needs; a test gives its own. */
export interface TrainerSurroundings {
  /** Makes a worker that runs `serveNets`. Throws if the browser refuses. */
  makeWorker(): Port;
  /** Milliseconds since some moment. */
  now(): number;
  /** Called when a run has new numbers. */
  changed(): void;
}

/** Milliseconds of training in one frame, without a worker. */
const frameShare = 8;

/** Trains the networks of a state: in a worker, or in this thread if the browser refuses one. */
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
  private milliseconds = 0;

  constructor(private readonly surroundings: TrainerSurroundings) {}

  /** Begins the run of a state. The first run makes the worker. */
  start(state: NetState): void {
    if (this.number === 0) this.worker = this.connect();
    this.number++;
    this.run = new NetRun(state);
    [this.isKnown, this.isWaiting, this.goal, this.milliseconds] = [false, false, 0, 0];
  }

  /** The steps that every rule made in a second of training; null before the first. */
  get pace(): number | null {
    return this.milliseconds > 0 && this.run.done > 0 ? (1000 * this.run.done) / this.milliseconds : null;
  }

  /** Trains towards step t; returns whether it is reached. */
  advance(t: number): boolean {
    this.goal = t;
    if (this.worker !== null) this.ask();
    else if (!this.run.hasReached(t)) {
      const begin = this.surroundings.now();
      this.run.advance(t, () => this.surroundings.now() < begin + frameShare);
      this.milliseconds += this.surroundings.now() - begin;
      this.surroundings.changed();
    }
    return this.run.hasReached(t);
  }

  /** Asks for no further steps, until `advance` is called again. */
  pause(): void {
    this.goal = 0;
  }

  private connect(): Port | null {
    try {
      const worker = this.surroundings.makeWorker();
      listen<TrainAnswer>(worker, (answer) => this.receive(answer));
      listenForErrors(worker, (error) => this.useThisThread(error.message));
      return worker;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : `${error}`;
      return null;
    }
  }

  private ask(): void {
    if (this.isWaiting || this.run.hasReached(this.goal)) return;
    this.isWaiting = true;
    const { number: run, goal } = this;
    const request: TrainRequest = this.isKnown ? { run, goal } : { run, goal, state: this.run.state };
    this.isKnown = true;
    this.worker?.postMessage(request);
  }

  private receive({ run, news, milliseconds = 0, failure }: TrainAnswer): void {
    if (run !== this.number) return;
    this.isWaiting = false;
    if (failure !== undefined) this.useThisThread(failure);
    else {
      if (news !== undefined) this.run.add(news);
      this.milliseconds += milliseconds;
      this.ask();
      this.surroundings.changed();
    }
  }

  private useThisThread(problem: string): void {
    [this.worker, this.problem] = [null, problem];
    this.start(this.run.state);
    this.surroundings.changed();
  }
}
