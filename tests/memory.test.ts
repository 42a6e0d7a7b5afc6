/** @file Training keeps nothing of the steps before: graphs are collected, and the optimizer's state does not grow. */
import { expect, it } from "vitest";
import {
  adam,
  crossEntropy,
  Linear,
  Loader,
  Optimizer,
  Random,
  Sequential,
  spiral,
  Tanh,
  Tensor,
} from "../src/index.ts";
import { until } from "./support/until.ts";

const random = new Random(1);
const model = new Sequential(new Linear(2, 32, { random }), new Tanh(), new Linear(32, 2, { random }));
const optimizer = new Optimizer(model.parameters(), adam({ lr: 1e-3 }));
const loader = new Loader(spiral(300, { random }), { batch: 50, random });

/** Takes one step; returns references to the input, the logits and the loss that do not keep them alive. */
function step(): WeakRef<Tensor>[] {
  const { inputs, labels } = loader.next();
  optimizer.zeroGrad();
  const input = new Tensor(inputs);
  const logits = model.forward(input);
  const loss = crossEntropy(logits, labels);
  loss.backward();
  optimizer.step();
  return [input, logits, loss].map((tensor) => new WeakRef(tensor));
}

it("collects every tensor of 1,000 steps of the spiral MLP", async () => {
  expect(globalThis.gc, "the tests run with --expose-gc").toBeDefined();
  const tensors: WeakRef<Tensor>[] = [];
  for (let i = 0; i < 1000; i++) tensors.push(...step());
  await until(() => tensors.every((tensor) => tensor.deref() === undefined));
});

it("keeps the same state after 1,000 more steps", () => {
  step();
  const shape = (): string =>
    JSON.stringify(optimizer.stateDict(), (_, value) => (typeof value === "number" ? 0 : value));
  const before = shape();
  for (let i = 0; i < 1000; i++) step();
  expect(shape()).toBe(before);
});
