import { describe, expect, it } from "vitest";
import { Random, randn, type Tensor, tensor } from "../../src/autograd/index.ts";
import { BatchNorm1d, Dropout, Linear, refreshBatchNorm, Sequential } from "../../src/nn/index.ts";

const random = () => new Random(5);

describe("refreshBatchNorm", () => {
  it("sets the mean of the batches' statistics, whatever the values before", () => {
    const norm = new BatchNorm1d(1);
    norm.forward(tensor([[100], [200]]));
    const batches = [tensor([[0], [2]]), tensor([[1], [5]]), tensor([[-2], [-2]])];
    refreshBatchNorm(norm, batches);
    // Means 1, 3, −2; variances (unbiased) 2, 8, 0.
    expect(norm.runningMean.data[0]).toBeCloseTo(2 / 3, 6);
    expect(norm.runningVariance.data[0]).toBeCloseTo(10 / 3, 6);
    expect(norm.numBatchesTracked.item()).toBe(3);
  });

  it("uses the outputs of the layers before it with the current weights, without dropout", () => {
    const linear = new Linear(1, 1, { random: random() });
    linear.weight.assign([3]);
    linear.bias?.assign([1]);
    const norm = new BatchNorm1d(1);
    const model = new Sequential(linear, new Dropout(0.5, { random: random() }), norm);
    refreshBatchNorm(model, [tensor([[1], [3]])]);
    expect([norm.runningMean.data[0], norm.runningVariance.data[0]]).toEqual([7, 18]);
  });

  it("restores modes and momentum, even if a batch does not fit", () => {
    const model = new Sequential(new Dropout(0.5, { random: random() }), new BatchNorm1d(2, { momentum: 0.25 }));
    model.children()[1][1].eval(); // neither mode is the one that refreshing leaves behind
    const before = model.children().map(([, child]) => [child.training, (child as BatchNorm1d).momentum]);
    const batches: Tensor[] = [randn([4, 2], { random: random() }), randn([4, 3], { random: random() })];
    expect(() => refreshBatchNorm(model, batches)).toThrow();
    expect(model.children().map(([, child]) => [child.training, (child as BatchNorm1d).momentum])).toEqual(before);
    expect(before).toEqual([
      [true, undefined],
      [false, 0.25],
    ]);
  });

  it("does not run a model without batch norm", () => {
    refreshBatchNorm(new Linear(1, 1, { random: random() }), {
      [Symbol.iterator]: () => {
        throw new Error("read");
      },
    });
  });
});

it("BatchNorm with momentum null keeps the plain mean of all batches, as PyTorch's None", () => {
  const norm = new BatchNorm1d(1, { momentum: null });
  for (const [a, b] of [
    [0, 2],
    [1, 5],
    [8, 10],
    [-4, 2],
  ])
    norm.forward(tensor([[a], [b]]));
  expect(norm.runningMean.data[0]).toBeCloseTo((1 + 3 + 9 - 1) / 4, 6);
  expect(norm.runningVariance.data[0]).toBeCloseTo((2 + 8 + 2 + 18) / 4, 6);
});
