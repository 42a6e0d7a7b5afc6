/** @file Two arms of a spiral: a border that no line draws, found by two hidden layers. */

import {
  accuracy,
  adam,
  cosine,
  crossEntropy,
  Linear,
  Loader,
  noGrad,
  Optimizer,
  Random,
  Sequential,
  spiral,
  split,
  Tanh,
  Tensor,
  warmup,
} from "../src/index.ts";
import { program, report, type Settings, type Verdict } from "./program.ts";

const target = 0.97;

export function main({ steps }: Settings): Verdict {
  const random = new Random(1);
  const [train, test] = split(spiral(random, 600, { turns: 1 }), [400, 200], random);
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

program(import.meta.url, "Separates the arms of a spiral with a small MLP.", { steps: 1000 }, main);
