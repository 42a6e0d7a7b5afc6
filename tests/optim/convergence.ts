/** @file Three problems that every rule solves with the settings of the table: a bowl, a valley, and a spiral. */

import { Random } from "../../src/autograd/random.ts";
import { spiral } from "../../src/data/generators/spiral.ts";
import { crossEntropy, Linear, neg, noGrad, Sequential, Tanh, Tensor } from "../../src/index.ts";
import { driveRule } from "../../src/testing/driveRule.ts";
import type { Subject } from "../../src/testing/subject.ts";
import type { Optim } from "../../src/testing/support/claim.ts";
import { last } from "../../src/testing/support/numbers.ts";

/** Falls in a straight line from `lr` at t = 1 to lr/steps at the last update. */
const falling = (lr: number, steps: number) => (t: number) => lr * (1 - (t - 1) / steps);

interface Problem {
  start: readonly number[];
  /** As a matrix, for rules of matrices; for others it is a vector. */
  matrix: readonly number[];
  loss(theta: readonly number[]): number;
  gradient(theta: readonly number[]): number[];
  steps: number;
}

/** ½ Σ λᵢ (θᵢ − cᵢ)² with λ from 1 to 10, 300 updates. The loss at the start is 97. */
export const quadratic: Problem = {
  start: [3, -2, 1, 4, -3, 2],
  matrix: [2, 3],
  loss: (theta) => theta.reduce((sum, x, i) => sum + 0.5 * curvature(i) * (x - center[i]) ** 2, 0),
  gradient: (theta) => theta.map((x, i) => curvature(i) * (x - center[i])),
  steps: 300,
};
const curvature = (i: number): number => 10 ** (i / 5);
const center = [1, -1, 0.5, 2, -2, 1];

/** (1 − x)² + 100 (y − x²)² from (−1.2, 1), 3000 updates: Rosenbrock 1960. The loss at the start is 24. */
export const rosenbrock: Problem = {
  start: [-1.2, 1],
  matrix: [1, 2],
  loss: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  steps: 3000,
};

/** The loss at the end, at the weights to use: the rule's average where it keeps one. */
export function lossAfter(optim: Optim, subject: Subject, problem: Problem, lr: number): number {
  const sign = subject.ascends ? -1 : 1;
  const rule = subject.make(optim, { lr: subject.constant ? lr : falling(lr, problem.steps) });
  const { average } = driveRule(optim, rule, {
    ...problem,
    shape: subject.matrix ? problem.matrix : [problem.start.length],
    loss: (theta) => sign * problem.loss(theta),
    gradient: (theta) => problem.gradient(theta).map((g) => sign * g),
  });
  return problem.loss(last(average));
}

/** Two arms of a spiral, all 80 points at every update. */
const points = spiral(80, { random: new Random(90), turns: 0.75 });
const spiralSteps = 300;

/** The mean cross-entropy of an MLP of 2 × 16 hidden units after training, ln 2 = 0.69 at the start. */
export function spiralLossAfter(optim: Optim, subject: Subject, lr: number): number {
  const random = new Random(91);
  const model = new Sequential(
    new Linear(2, 16, { random }),
    new Tanh(),
    new Linear(16, 16, { random }),
    new Tanh(),
    new Linear(16, 2, { random }),
  );
  const loss = (): Tensor => crossEntropy(model.forward(new Tensor(points.inputs)), points.labels);
  const optimizers = optimizersOf(optim, subject, model, lr);
  for (let t = 1; t <= spiralSteps; t++) {
    for (const optimizer of optimizers) {
      optimizer.step(() => {
        const value = subject.ascends ? neg(loss()) : loss();
        value.backward();
        return value.item();
      });
    }
  }
  for (const optimizer of optimizers) optimizer.eval();
  return noGrad(() => loss().item());
}

/** One optimizer for the whole model; for a rule of matrices only, Adam beside it for the biases. */
function optimizersOf(
  optim: Optim,
  subject: Subject,
  model: Sequential,
  lr: number,
): InstanceType<Optim["Optimizer"]>[] {
  const rule = subject.make(optim, { lr: subject.constant ? lr : falling(lr, spiralSteps) });
  const parameters = model.parameters();
  if (!subject.matrix) return [new optim.Optimizer(parameters, rule)];
  const [matrices, vectors] = [true, false].map((is) => parameters.filter(({ shape }) => (shape.length === 2) === is));
  return [new optim.Optimizer(matrices, rule), new optim.Optimizer(vectors, optim.adam({ lr: 0.02 }))];
}
