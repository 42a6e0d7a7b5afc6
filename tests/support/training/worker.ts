/** @file A training worker of node:worker_threads, for tests of RemoteTraining. */
import { parentPort } from "node:worker_threads";
import { adam, Linear, mse, Optimizer, Random, serveTraining, tensor } from "../../../src/index.ts";

export interface Settings {
  steps: number;
  failAt?: number;
}

export interface Progress {
  step: number;
  loss: number;
}

if (parentPort === null) throw new Error("this file is a worker");
serveTraining<Settings, Progress>(parentPort, ({ steps, failAt }) => {
  if (steps < 0) throw new RangeError("steps must be >= 0");
  const model = new Linear(2, 1, { random: new Random(1) });
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 0.1 }));
  const inputs = tensor([
    [0, 1],
    [1, 0],
  ]);
  const targets = tensor([[1], [-1]]);
  return {
    model,
    steps,
    step(index) {
      if (index === failAt) throw new TypeError(`step ${index} fails`);
      optimizer.zeroGrad();
      const loss = mse(model.forward(inputs), targets);
      loss.backward();
      optimizer.step();
      return { step: index, loss: loss.item() };
    },
  };
});
