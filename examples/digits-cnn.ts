/** @file A small convolutional network that reads drawn digits: what `npm start` does, in one page. */

import {
  accuracy,
  adam,
  Conv2d,
  crossEntropy,
  drawnDigits,
  Flatten,
  Linear,
  Loader,
  MaxPool2d,
  noGrad,
  Optimizer,
  Random,
  ReLU,
  Sequential,
  summary,
  Tensor,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const target = 0.97;

export function main({ steps }: Settings): Verdict {
  const random = new Random(7);
  const train = drawnDigits(random, 6000);
  const test = drawnDigits(random, 1000);
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
    const { inputs, labels } = loader.next();
    optimizer.zeroGrad();
    const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
    loss.backward();
    optimizer.step();
    report(step, steps, loss.item());
  }
  const share = noGrad(() => accuracy(model.forward(new Tensor(test.inputs)), test.labels));
  return { text: `accuracy ${(100 * share).toFixed(1)} % (target ${100 * target} %)`, reached: share >= target };
}

program(import.meta.url, "Learns to read drawn digits.", { steps: 470 }, main);
