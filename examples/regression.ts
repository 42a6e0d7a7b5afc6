/** @file One period of a noisy sine, fitted by a small network. The noise bounds the error from below. */

import {
  adam,
  cosine,
  evaluate,
  Linear,
  Loader,
  noisySine,
  Optimizer,
  Random,
  Sequential,
  Tanh,
  trainStep,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const noise = 0.1;
const target = 1.5 * noise ** 2;

export function main({ steps }: Settings): Verdict {
  const random = new Random(3);
  const train = noisySine(256, { random, noise });
  const test = noisySine(256, { random, noise });
  const model = new Sequential(new Linear(1, 16, { random }), new Tanh(), new Linear(16, 1, { random }));
  const optimizer = new Optimizer(model.parameters(), adam({ lr: cosine(0.03, steps) }));
  const loader = new Loader(train, { batch: 64, random });
  for (let step = 1; step <= steps; step++) {
    const { loss } = trainStep(model, optimizer, loader.next());
    report(step, steps, loss);
  }
  const error = evaluate(model, test).loss;
  const text = `mean squared error ${error.toFixed(4)} on new points, noise alone gives ${(noise ** 2).toFixed(4)}`;
  return { text: `${text} (target ${target.toFixed(4)})`, reached: error <= target };
}

program(import.meta.url, "Fits a sine through noise.", { steps: 1000 }, main);
