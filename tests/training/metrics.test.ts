import { describe, expect, it } from "vitest";
import { crossEntropy, Random, type Tensor, tensor } from "../../src/autograd/index.ts";
import { dataset } from "../../src/data/dataset.ts";
import { twoMoons } from "../../src/data/generators/twoMoons.ts";
import { regressionDataset } from "../../src/data/regressionDataset.ts";
import { Flatten, Linear, Sequential } from "../../src/nn/index.ts";
import { balancedWeights } from "../../src/training/balancedWeights.ts";
import { confusionMatrix } from "../../src/training/confusionMatrix.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { metrics } from "../../src/training/metrics.ts";
import { rocAuc } from "../../src/training/rocAuc.ts";
import { worstExamples } from "../../src/training/worstExamples.ts";

/** Examples of these classes, and outputs that predict those. */
function classesOf(labels: number[], predictions: number[], classes: number) {
  const outputs = tensor(predictions.map((k) => Array.from({ length: classes }, (_, c) => (c === k ? 1 : 0))));
  return { data: dataset("", new Float32Array(labels.length), [labels.length, 1], labels, classes), outputs };
}

const numbersOf = (targets: number[]) => {
  const n = targets.length;
  return regressionDataset("", new Float32Array(n), [n, 1], Float64Array.from(targets), [n, 1]);
};

// Numbers from the documentation of scikit-learn 1.5: confusion_matrix, precision_recall_fscore_support,
// balanced_accuracy_score, roc_auc_score, r2_score, mean_absolute_error and mean_squared_error.
describe("published examples", () => {
  it("of a confusion matrix", () => {
    expect(confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], 3)).toEqual([
      [2, 0, 0],
      [0, 0, 1],
      [1, 0, 2],
    ]);
  });

  it("of precision, recall and F1 of each class", () => {
    const { data, outputs } = classesOf([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], 3);
    const { classes } = metrics(outputs, data);
    expect(classes.map(({ precision }) => precision)).toEqual([2 / 3, 0, 0]);
    expect(classes.map(({ recall }) => recall)).toEqual([1, 0, 0]);
    expect(classes.map(({ f1 }) => f1)).toEqual([0.8, 0, 0]);
    expect(classes.map(({ count }) => count)).toEqual([2, 2, 2]);
  });

  it("of balanced accuracy", () => {
    const { data, outputs } = classesOf([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1], 2);
    expect(metrics(outputs, data).balancedAccuracy).toBe(0.625);
  });

  it("of the area under the ROC curve", () => {
    expect(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
  });

  it("of R², mean absolute and mean squared error", () => {
    const data = numbersOf([3, -0.5, 2, 7]);
    const { r2, mae, rmse } = metrics(tensor([2.5, 0, 2, 8]), data);
    expect(r2.toFixed(3)).toBe("0.949");
    expect(mae).toBe(0.5);
    expect(rmse ** 2).toBeCloseTo(0.375, 12);
  });
});

describe("the baseline", () => {
  it("of classes is the share of the most frequent one", () => {
    const { data, outputs } = classesOf([...Array(98).fill(0), 1, 1], Array(100).fill(0), 2);
    expect(metrics(outputs, data)).toMatchObject({ accuracy: 0.98, baseline: 0.98, balancedAccuracy: 0.5, auc: 0.5 });
  });

  it("of numbers is their mean: its errors are those around the mean", () => {
    const { r2, baseline } = metrics(tensor([2, 2, 2, 2]), numbersOf([1, 1, 3, 3]));
    expect([r2, baseline]).toEqual([0, { rmse: 1, mae: 1 }]);
  });
});

describe("the area under the ROC curve", () => {
  /** The share of pairs in the right order, counted one by one. */
  function byPairs(labels: readonly number[], scores: readonly number[]): number {
    let [right, pairs] = [0, 0];
    for (const [i, positive] of labels.entries())
      for (const [j, other] of labels.entries())
        if (positive === 1 && other === 0) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0;
        }
    return right / pairs;
  }

  it("is the share of pairs in the right order, also with equal scores", () => {
    const random = new Random(2);
    for (let n = 2; n < 40; n++) {
      const labels = [0, 1, ...Array.from({ length: n }, () => random.integer(2))];
      const scores = labels.map((label) => random.integer(6) + label);
      expect(rocAuc(labels, scores)).toBeCloseTo(byPairs(labels, scores), 12);
    }
  });

  it("is unknown for one class, and for a NaN", () => {
    expect(rocAuc([1, 1], [1, 2])).toBeNull();
    expect(rocAuc([0, 1], [Number.NaN, 2])).toBeNull();
    expect(rocAuc([], [])).toBeNull();
  });

  it("ranks by the difference of the two logits, and is null for three classes", () => {
    const outputs = tensor([
      [0, 3],
      [9, 10],
      [5, 5.5],
      [0, 0],
    ]);
    const data = dataset("", new Float32Array(4), [4, 1], [1, 1, 0, 0], 2);
    expect(metrics(outputs, data).auc).toBe(1);
    const { data: three, outputs: logits } = classesOf([0, 1, 2], [0, 1, 2], 3);
    expect(metrics(logits, three).auc).toBeNull();
  });
});

describe("metrics", () => {
  it("leave classes without examples out of the balanced accuracy", () => {
    const { data, outputs } = classesOf([0, 0, 1, 1], [0, 2, 1, 1], 3);
    expect(metrics(outputs, data)).toMatchObject({ accuracy: 0.75, balancedAccuracy: 0.75 });
  });

  it("of standardized numbers are in the units of the target with invert", () => {
    const invert = (values: ArrayLike<number>) => Float64Array.from(values, (y) => 100 + 10 * y);
    const data = numbersOf([-1, 1]);
    const scaled = metrics(tensor([-1, 2]), data, { invert });
    expect(scaled).toMatchObject({ mae: 5, baseline: { rmse: 10, mae: 10 } });
    expect(scaled.rmse).toBeCloseTo(10 / Math.SQRT2, 12);
    expect(scaled.r2).toBe(metrics(tensor([-1, 2]), data).r2);
    expect(evaluate(new Flatten(), data, { invert })).toMatchObject({ loss: 1, rmse: 10 });
  });

  it("know constant targets in every unit, though their sum is rounded", () => {
    const invert = (values: ArrayLike<number>) => Float64Array.from(values, (y) => 0.1 * y);
    const constant = numbersOf([1, 1, 1]);
    const off = metrics(tensor([2, 1, 1]), constant, { invert });
    expect([off.r2, off.baseline]).toEqual([0, { rmse: 0, mae: 0 }]);
    expect(metrics(tensor([1, 1, 1]), constant, { invert }).r2).toBe(1);
  });

  it.each([
    [() => confusionMatrix([0], [0, 1], 2), "confusionMatrix: each label needs a prediction, got 1 labels and 2"],
    [() => confusionMatrix([0], [2], 2), "confusionMatrix: classes must be integers from 0 to 1, got 2"],
    [() => rocAuc([0], [0, 1]), "rocAuc: each label needs a score, got 1 labels and 2 scores"],
    [() => metrics(tensor([1]), numbersOf([1, 2])), "metrics: outputs must have the 2 numbers of the targets, got 1"],
  ])("refuse what does not fit: %s", (call, message) => {
    expect(call).toThrow(message);
  });
});

describe("balanced weights", () => {
  it("let each class count the same in the loss", () => {
    const data = dataset("", new Float32Array(10), [10, 1], [0, 0, 0, 0, 0, 0, 0, 0, 1, 1], 3);
    const classWeights = balancedWeights(data);
    expect([...classWeights]).toEqual([10 / 16, 10 / 4, 0]);
    // Loss 1 nat on every example of class 0 and 3 nats on those of class 1: (1 + 3) / 2.
    const logit = (nats: number): number => Math.log(Math.expm1(nats));
    const rows = Array.from(data.labels, (label) => (label === 0 ? [0, logit(1), -1e9] : [logit(3), 0, -1e9]));
    const loss: Tensor = crossEntropy(tensor(rows, { dtype: "float64" }), data.labels, { classWeights });
    expect(loss.item()).toBeCloseTo(2, 10);
  });
});

describe("the worst examples", () => {
  it("of classes have the largest −ln p of their class", () => {
    const data = dataset("", Float32Array.of(2, 0, 0, 5, 1, 1, 0, 3), [4, 2], [0, 0, 1, 1], 2);
    const worst = worstExamples(new Flatten(), data, { count: 2 });
    expect(worst.map(({ index, predicted, actual }) => [index, predicted, actual])).toEqual([
      [1, 1, 0],
      [2, 0, 1],
    ]);
    expect(worst[0].loss).toBeCloseTo(5 + Math.log1p(Math.exp(-5)), 6);
    expect(worst[1].loss).toBeCloseTo(Math.LN2, 6);
  });

  it("of numbers have the largest errors; a NaN is the worst", () => {
    const inputs = Float32Array.of(1, 9, 3, 4);
    const data = regressionDataset("", inputs, [2, 2], Float32Array.of(1, 2, 3, 40), [2, 2]);
    expect(worstExamples(new Flatten(), data)).toEqual([
      { index: 1, loss: 36, predicted: 4, actual: 40 },
      { index: 0, loss: 7, predicted: 9, actual: 2 },
    ]);
    const random = new Random(1);
    const model = new Sequential(new Linear(2, 2, { random }));
    const moons = twoMoons(20, { random });
    model.parameters()[0].data.fill(Number.NaN);
    expect(worstExamples(model, moons, { count: 3 }).map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});
