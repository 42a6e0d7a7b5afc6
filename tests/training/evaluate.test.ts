import { describe, expect, it } from "vitest";
import { isRecording, Random, type Tensor } from "../../src/autograd/index.ts";
import { dataset } from "../../src/data/dataset.ts";
import { twoMoons } from "../../src/data/generators/twoMoons.ts";
import { regressionDataset } from "../../src/data/regressionDataset.ts";
import { BatchNorm1d, Dropout, Flatten, Linear, Module, Sequential } from "../../src/nn/index.ts";
import { evaluate } from "../../src/training/evaluate.ts";

const identity = new Flatten();
const numbers = (inputs: number[], targets: number[]) =>
  regressionDataset("", Float32Array.from(inputs), [inputs.length, 1], Float32Array.from(targets), [targets.length, 1]);

describe("evaluate", () => {
  it("gives loss, rmse and R² of numbers", () => {
    // Errors 1, −1, 0, 2; the targets have mean 2 and squares of 1 + 0 + 0 + 1 = 2 around it.
    const { loss, rmse, r2 } = evaluate(identity, numbers([2, 1, 2, 5], [1, 2, 2, 3]));
    expect([loss, rmse, r2]).toEqual([1.5, Math.sqrt(1.5), 1 - 6 / 2]);
  });

  it("gives an R² of 1 or 0 for constant targets", () => {
    expect(evaluate(identity, numbers([3, 3], [3, 3])).r2).toBe(1);
    expect(evaluate(identity, numbers([3, 4], [3, 3])).r2).toBe(0);
  });

  it("gives loss and accuracy of classes", () => {
    const data = dataset("", Float32Array.of(9, 0, 0, 9, 9, 0), [3, 2], [0, 1, 1], 2);
    const { loss, accuracy } = evaluate(identity, data);
    expect(accuracy).toBe(2 / 3);
    expect(loss).toBeCloseTo((2 * Math.log1p(Math.exp(-9)) + 9 + Math.log1p(Math.exp(-9))) / 3, 5);
  });

  it("does not depend on the batch size, though the last batch is smaller", () => {
    const random = new Random(4);
    const model = new Sequential(new Linear(2, 8, { random }), new Linear(8, 2, { random }));
    const data = twoMoons(103, { random });
    const [whole, parts] = [1000, 10].map((batch) => evaluate(model, data, { batch }));
    expect(parts.accuracy).toBe(whole.accuracy);
    expect(parts.loss).toBeCloseTo(whole.loss, 6);
  });

  it("runs in eval mode without a tape, and restores every layer's mode, even after an error", () => {
    const random = new Random(1);
    const seen: boolean[] = [];
    class Spy extends Module {
      forward(x: Tensor): Tensor {
        seen.push(this.training, isRecording());
        return x;
      }
    }
    const [norm, drop, spy] = [new BatchNorm1d(2), new Dropout(0.5, { random }), new Spy()];
    const model = new Sequential(norm, drop, spy);
    norm.training = false;
    const modes = () => [model, norm, drop, spy].map(({ training }) => training);
    const before = modes();
    evaluate(model, twoMoons(10, { random }));
    expect(seen).toEqual([false, false]);
    expect(modes()).toEqual(before);
    const failing = () => {
      throw new Error("no");
    };
    expect(() => evaluate(model, twoMoons(10, { random }), { loss: failing })).toThrow("no");
    expect(modes()).toEqual(before);
  });

  it("refuses an unknown option", () => {
    expect(() => evaluate(identity, numbers([1], [1]), { size: 3 } as object)).toThrow(/evaluate.*"size"/);
  });
});
