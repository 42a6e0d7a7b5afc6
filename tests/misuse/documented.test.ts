/** @file Calls that look like mistakes and are not: each has the result that is documented. */

import { describe, expect, it } from "vitest";
import { mul, noGrad, ones, Random, randn, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { Dropout, Linear } from "../../src/nn/index.ts";
import { adam, Optimizer, sgd } from "../../src/optim/index.ts";
import { stepped } from "../support/stepped.ts";

const linear = (): Linear => new Linear(3, 2, { random: new Random(1) });

const weight = (): Tensor => tensor([1, -2], { requiresGrad: true });

describe("calls that are not errors do what their documentation says", () => {
  it("forgetting zeroGrad adds gradients up, as in PyTorch", () => {
    const w = weight();
    for (let i = 0; i < 3; i++) sum(mul(w, 2)).backward();
    expect([...(w.grad ?? [])]).toEqual([6, 6]);
    new Optimizer([w], sgd()).zeroGrad();
    expect(w.grad).toBeNull();
  });

  it("step(closure) cannot forget it", () => {
    const w = weight();
    const optimizer = new Optimizer([w], sgd({ lr: 1 }));
    for (let i = 0; i < 3; i++)
      optimizer.step(() => {
        const loss = sum(w);
        loss.backward();
        return loss.item();
      });
    expect([...w.data]).toEqual([-2, -5]);
  });

  it("dropout does nothing in eval, and draws nothing", () => {
    const random = new Random(1);
    const before = random.stateDict();
    const layer = new Dropout(0.5, { random });
    const x = ones([4]);
    expect(layer.eval().forward(x)).toBe(x);
    expect(random.stateDict()).toEqual(before);
    expect(layer.train().forward(x).data).not.toEqual(x.data);
  });

  it("a parameter that the loss does not reach keeps its value, its state and its count", () => {
    const [used, unused] = [weight(), weight()];
    const optimizer = new Optimizer([used, unused], adam());
    sum(used).backward();
    optimizer.step();
    expect([...unused.data]).toEqual([1, -2]);
    expect(optimizer.parameterStates().map(({ t }) => t)).toEqual([1, 0]);
  });

  it("a learning rate of 0 leaves every weight as it is", () => {
    const w = weight();
    stepped(() => new Optimizer([w], adam({ lr: 0 })), [w]);
    expect([...w.data]).toEqual([1, -2]);
  });

  it("stateDict is a copy: training on does not change it", () => {
    const layer = linear();
    const saved = layer.stateDict();
    const before = saved.get("weight")?.data.slice();
    stepped(() => new Optimizer(layer.parameters(), sgd()), layer.parameters());
    expect(saved.get("weight")?.data).toEqual(before);
  });

  it("a result computed before loadStateDict keeps its numbers", () => {
    const layer = linear();
    const y = noGrad(() => layer.forward(randn([1, 3], { random: new Random(2) })));
    const before = y.data.slice();
    layer.loadStateDict(new Linear(3, 2, { random: new Random(5) }).stateDict());
    expect(y.data).toEqual(before);
  });
});
