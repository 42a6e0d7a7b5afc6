/** @file A small convolutional network that reads drawn digits: `npm start` in one page. */

import {
  adam,
  Conv2d,
  drawnDigits,
  evaluate,
  Flatten,
  Linear,
  Loader,
  MaxPool2d,
  Optimizer,
  Random,
  ReLU,
  Sequential,
  summary,
  trainStep,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const target = 0.97;

export function main({ steps }: Settings): Verdict {
  const random = new Random(7);
  const train = drawnDigits(6000, { random });
  const test = drawnDigits(1000, { random });
  const model = new Sequential(
    new Conv2d(1, 8, 3, { random }),
    new ReLU(),
    new MaxPool2d(2),
    new Conv2d(8, 16, 3, { random }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(400, 10, { random }),
  );
  console.error(summary(model));
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 2e-3 }));
  const loader = new Loader(train, { batch: 64, random });
  for (let step = 1; step <= steps; step++) {
    const { loss } = trainStep(model, optimizer, loader.next());
    report(step, steps, loss);
  }
  const share = evaluate(model, test).accuracy;
  return { text: `accuracy ${(100 * share).toFixed(1)} % (target ${100 * target} %)`, reached: share >= target };
}

program(import.meta.url, "Learns to read drawn digits.", { steps: 470 }, main);
