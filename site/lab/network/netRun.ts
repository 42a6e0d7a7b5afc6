/** @file Networks that train side by side: the same data, initial weights and batches, one rule each. */

import { Random } from "../../../src/autograd/random.ts";
import { suitedRates } from "../../../src/cli/experiment/suitedRates.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { Loader } from "../../../src/data/loader.ts";
import { Linear, type Module, Sequential } from "../../../src/nn/index.ts";
import { type Choice, choiceNames, ruleOf } from "../choice.ts";
import { kindsOf } from "../forms.ts";
import { preconditionerOf } from "../stability.ts";
import { fingerprint } from "./fingerprint.ts";
import { activations, dataSets, type NetState, testExamples, trainExamples } from "./netState.ts";
import { NetTraining, weightsOf } from "./netTraining.ts";

/** The rate that suits small networks, or the rule's default. */
const netRate = (choice: Choice): number =>
  choice.settings.lr ?? suitedRates[choice.rule] ?? kindsOf(choice).lr.fallback ?? 0;

export class NetRun {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly names: readonly string[];
  readonly rates: readonly number[];
  readonly trainings: readonly NetTraining[];
  /** Fingerprints of the initial weights, one for each rule. */
  readonly weights: readonly string[];
  private readonly loader: Loader;

  constructor(readonly state: NetState) {
    const { data, seed, batch, choices, steps } = state;
    const random = new Random(seed);
    this.train = dataSets[data](trainExamples, { random });
    this.test = dataSets[data](testExamples, { random });
    this.loader = new Loader(this.train, { batch, random: random.split() });
    this.names = choiceNames(choices);
    this.rates = choices.map(netRate);
    this.trainings = choices.map(
      (choice, i) =>
        new NetTraining(modelOf(state), ruleOf(choice, this.rates[i]), this.test, steps, (optimizer) =>
          preconditionerOf(choice, this.rates[i], optimizer),
        ),
    );
    this.weights = this.trainings.map(({ model }) => fingerprint(weightsOf(model)));
  }

  /** Steps that every rule has made, or tried to. */
  done = 0;

  /** Trains up to step t, at most `most` steps; returns whether t is reached. */
  advance(t: number, most: number): boolean {
    const end = Math.min(t, this.state.steps);
    for (let k = 0; k < most && this.done < end; k++) {
      const batch = this.loader.next();
      for (const training of this.trainings) training.step(batch);
      this.done++;
    }
    return this.done >= end;
  }
}

/** An untrained network of a state. Equal states give equal weights. */
export function modelOf({ hidden, activation, seed }: NetState): Module {
  const random = new Random(seed + 1);
  const sizes = [2, ...hidden, 2];
  const parts = sizes.slice(1).flatMap((size, i): Module[] => {
    const linear = new Linear(sizes[i], size, { random });
    return i === hidden.length ? [linear] : [linear, activations[activation]()];
  });
  return new Sequential(...parts);
}
