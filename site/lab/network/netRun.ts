/** @file Networks that train side by side: the same data, initial weights and batches, one rule each. */
import { Random } from "../../../src/autograd/random.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { Loader } from "../../../src/data/loader.ts";
import { choiceNames } from "../choice.ts";
import { fingerprint } from "./fingerprint.ts";
import { dataOf } from "./netData.ts";
import { weightsOf } from "./netModel.ts";
import type { RuleNews, RuleRecord } from "./netRecord.ts";
import { netRate } from "./netRule.ts";
import type { NetState } from "./netState.ts";
import { NetTraining } from "./netTraining.ts";

/** The news of a run since the news before, as a worker sends it. */
export interface NetNews {
  readonly done: number;
  readonly rules: readonly RuleNews[];
}

export class NetRun {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly names: readonly string[];
  readonly rates: readonly number[];
  readonly trainings: readonly NetTraining[];
  /** Fingerprints of the initial weights, one for each rule. */
  readonly weights: readonly string[];
  /** Steps that every rule has made, or tried to. */
  done = 0;
  private readonly loader: Loader;
  private told: { from: number; place: number }[];

  constructor(readonly state: NetState) {
    const { seed, batch, choices } = state;
    const random = new Random(seed);
    ({ train: this.train, test: this.test } = dataOf(state, random));
    this.loader = new Loader(this.train, { batch, random: random.split() });
    this.names = choiceNames(choices);
    this.rates = choices.map(netRate);
    this.trainings = choices.map((choice) => new NetTraining(choice, state, this.test));
    this.weights = this.trainings.map(({ model }) => fingerprint(weightsOf(model)));
    this.told = choices.map(() => ({ from: 0, place: 0 }));
  }

  get records(): readonly RuleRecord[] {
    return this.trainings.map(({ record }) => record);
  }

  /** The step after which every rule has ended; null while one trains. */
  get end(): number | null {
    const ends = this.records.map(({ end }) => end?.t ?? Number.NaN);
    return ends.length === 0 || ends.some(Number.isNaN) ? null : Math.max(...ends);
  }

  /** The last step that can be shown. */
  get last(): number {
    return this.end ?? this.state.steps;
  }

  /** Trains up to step t while `mayContinue` allows it, asked after every step; returns whether t is reached. */
  advance(t: number, mayContinue: () => boolean = () => true): boolean {
    for (const training of this.trainings) training.begin();
    while (!this.hasReached(t)) {
      const batch = this.loader.next();
      for (const training of this.trainings) training.step(batch);
      this.done++;
      if (!mayContinue()) break;
    }
    return this.hasReached(t);
  }

  /** True if step t was made, or the last one; the state before the first step is evaluated too. */
  hasReached(t: number): boolean {
    return this.done >= Math.min(t, this.last) && this.records.every(({ kept }) => kept.length > 0);
  }

  /** Returns the news since the news before. */
  news(): NetNews {
    const rules = this.records.map((record, i) => record.newsSince(this.told[i].from, this.told[i].place));
    this.told = this.records.map(({ done, kept }) => ({ from: done + 1, place: kept.length }));
    return { done: this.done, rules };
  }

  /** Takes the news of the same run elsewhere. */
  add({ done, rules }: NetNews): void {
    this.done = done;
    for (const [i, record] of this.records.entries()) record.add(rules[i]);
  }
}
