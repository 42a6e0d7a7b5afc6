/** @file Two arms of a spiral, which no line separates and two hidden layers do. */

import {
  adam,
  cosine,
  evaluate,
  Linear,
  Loader,
  Optimizer,
  Random,
  Sequential,
  spiral,
  split,
  Tanh,
  trainStep,
  warmup,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const target = 0.97;

export function main({ steps }: Settings): Verdict {
  const random = new Random(1);
  const [train, test] = split(spiral(600, { random, turns: 1 }), [400, 200], { random });
  const model = new Sequential(
    new Linear(2, 32, { random }),
    new Tanh(),
    new Linear(32, 32, { random }),
    new Tanh(),
    new Linear(32, 2, { random }),
  );
  const lr = warmup(20, cosine(0.02, Math.max(1, steps - 20)));
  const optimizer = new Optimizer(model.parameters(), adam({ lr }));
  const loader = new Loader(train, { batch: 50, random });
  for (let step = 1; step <= steps; step++) {
    const { loss } = trainStep(model, optimizer, loader.next());
    report(step, steps, loss);
  }
  const share = evaluate(model, test).accuracy;
  return { text: `accuracy ${(100 * share).toFixed(1)} % (target ${100 * target} %)`, reached: share >= target };
}

program(import.meta.url, "Separates the arms of a spiral with a small MLP.", { steps: 1000 }, main);
