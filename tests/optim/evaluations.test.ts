/** @file Evaluation and repeated forward passes leave statistics, counts and dropout masks as training left them. */

import { describe, expect, it } from "vitest";
import { mse, Random, randn, type Tensor, tensor } from "../../src/autograd/index.ts";
import { BatchNorm1d, Dropout, Linear, refreshBatchNorm, Sequential } from "../../src/nn/index.ts";
import { ema, lbfgs, Optimizer, type Rule, sam, sgd, swa } from "../../src/optim/index.ts";

const model = (random = new Random(1)): Sequential =>
  new Sequential(
    new Linear(3, 4, { random }),
    new BatchNorm1d(4),
    new Dropout(0.5, { random: new Random(2) }),
    new Linear(4, 1, { random }),
  );
const norm = (net: Sequential): BatchNorm1d => net.children()[1][1] as BatchNorm1d;
const statistics = (net: Sequential): number[][] =>
  norm(net)
    .namedBuffers()
    .map(([, { data }]) => [...data]);
const batches = Array.from({ length: 4 }, (_, i) => randn([8, 3], { random: new Random(10 + i) }));
const target = randn([8, 1], { random: new Random(5) });

function lossOf(net: Sequential, x: Tensor): number {
  const loss = mse(net.forward(x), target);
  loss.backward();
  return loss.item();
}

describe("the running statistics of training", () => {
  it("come back with train(), after any number of refreshes, and training continues as if nothing had happened", () => {
    const run = (evaluates: boolean): number[][] => {
      const net = model();
      const optimizer = new Optimizer(net.parameters(), ema(sgd({ lr: 0.1 }), { decay: 0.5 }));
      for (const x of batches) {
        optimizer.step(() => lossOf(net, x));
        if (!evaluates) continue;
        const before = statistics(net);
        optimizer.eval();
        refreshBatchNorm(net, batches.slice(0, 3));
        expect(norm(net).numBatchesTracked.item()).toBe(3);
        expect(statistics(net)).not.toEqual(before);
        refreshBatchNorm(net, batches.slice(0, 2));
        optimizer.train();
        expect(statistics(net)).toEqual(before);
      }
      return [...statistics(net), ...net.parameters().map(({ data }) => [...data])];
    };
    expect(run(true)).toEqual(run(false));
  });

  it("come back where batch norm's own parameters are frozen", () => {
    const net = model();
    for (const frozen of norm(net).parameters()) frozen.requiresGrad = false;
    const optimizer = new Optimizer(
      net.parameters().filter((p) => p.requiresGrad),
      swa(sgd({ lr: 0.1 })),
    );
    optimizer.step(() => lossOf(net, batches[0]));
    const before = statistics(net);
    optimizer.eval();
    refreshBatchNorm(net, batches);
    optimizer.train();
    expect(statistics(net)).toEqual(before);
  });

  it("are replaced for good where no optimizer evaluates", () => {
    const net = model();
    const optimizer = new Optimizer(net.parameters(), swa(sgd({ lr: 0.1 })));
    refreshBatchNorm(net, batches);
    optimizer.eval();
    optimizer.train();
    expect(norm(net).numBatchesTracked.item()).toBe(4);
  });
});

describe.each<[name: string, rule: () => Rule]>([
  ["SAM", () => sam(sgd({ lr: 0.1 }))],
  ["L-BFGS", () => lbfgs({ evaluations: 8 })],
  ["SAM inside EMA", () => ema(sam(sgd({ lr: 0.1 })))],
])("a step of %s", (_name, rule) => {
  it("counts its batch once, with the statistics of the first evaluation", () => {
    const [net, once] = [model(), model()];
    let calls = 0;
    new Optimizer(net.parameters(), rule()).step(() => {
      calls++;
      return lossOf(net, batches[0]);
    });
    once.forward(batches[0]);
    expect(calls).toBeGreaterThan(1);
    expect(norm(net).numBatchesTracked.item()).toBe(1);
    expect(statistics(net)).toEqual(statistics(once));
  });

  it("draws one dropout mask, and leaves the generator where one evaluation leaves it", () => {
    const mask = new Dropout(0.5, { random: new Random(3) });
    const ones = tensor(new Float32Array(32).fill(1));
    const net = new Linear(3, 1, { random: new Random(1) });
    const masks: string[][] = [];
    const optimizer = new Optimizer(net.parameters(), rule());
    for (let step = 0; step < 2; step++) {
      const seen: string[] = [];
      masks.push(seen);
      optimizer.step(() => {
        seen.push(mask.forward(ones).data.join());
        const loss = mse(net.forward(batches[0]), target);
        loss.backward();
        return loss.item();
      });
    }
    const reference = new Dropout(0.5, { random: new Random(3) });
    for (const seen of masks) {
      expect(seen.length).toBeGreaterThan(1);
      expect(new Set(seen)).toEqual(new Set([reference.forward(ones).data.join()]));
    }
  });

  it("leaves the generator where the first evaluation left it, however much the others draw", () => {
    const [random, reference] = [new Random(3), new Random(3)];
    const net = new Linear(3, 1, { random: new Random(1) });
    let draws = 0;
    new Optimizer(net.parameters(), rule()).step(() => {
      draws++;
      for (let i = 0; i < draws; i++) random.bits();
      const loss = mse(net.forward(batches[0]), target);
      loss.backward();
      return loss.item();
    });
    reference.bits();
    expect(random.stateDict()).toEqual(reference.stateDict());
  });

  it("leaves generators and statistics to the caller again, also after an error", () => {
    const net = model();
    const optimizer = new Optimizer(net.parameters(), rule());
    let calls = 0;
    expect(() =>
      optimizer.step(() => {
        if (++calls === 2) throw new Error("in the second evaluation");
        return lossOf(net, batches[0]);
      }),
    ).toThrow("in the second evaluation");
    const random = new Random(7);
    expect(random.bits()).not.toBe(random.bits());
    net.forward(batches[1]);
    expect(norm(net).numBatchesTracked.item()).toBe(2);
  });
});
