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

/** Bytes in use after everything unreachable is gone. */
async function heapInUse(): Promise<number> {
  globalThis.gc?.();
  await new Promise((resolve) => setImmediate(resolve)); // finalisers run between tasks
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it("10,000 steps of the spiral MLP leave the heap within 5 MB of what it was after 1,000", async () => {
  expect(globalThis.gc, "the tests run with --expose-gc").toBeDefined();
  const random = new Random(1);
  const model = new Sequential(new Linear(2, 32, { random }), new Tanh(), new Linear(32, 2, { random }));
  const optimizer = new Optimizer(model.parameters(), adam({ lr: 1e-3 }));
  const loader = new Loader(spiral(random, 300), { batch: 50, random });
  const losses: number[] = [];
  let early = 0;
  for (let step = 1; step <= 10_000; step++) {
    const { inputs, labels } = loader.next();
    optimizer.zeroGrad();
    const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
    loss.backward();
    optimizer.step();
    if (step === 1000) early = await heapInUse();
    if (step % 1000 === 0) losses.push(loss.item());
  }
  expect(Math.abs((await heapInUse()) - early)).toBeLessThan(5e6);
  expect(losses.at(-1)).toBeLessThan(losses[0]);
});
