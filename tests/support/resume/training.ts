/** @file Small training runs of every optimizer, made anew from a seed: what resuming and killing are tried on. */
import { crossEntropy, Random, randn, Tensor } from "../../../src/autograd/index.ts";
import { crc32 } from "../../../src/checkpoint/formats/support/crc32.ts";
import { encodeCheckpoint, type Run } from "../../../src/checkpoint/index.ts";
import { dataset } from "../../../src/data/dataset.ts";
import { Loader } from "../../../src/data/loader.ts";
import {
  BatchNorm2d,
  Conv2d,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  ReLU,
  Sequential,
  Tanh,
} from "../../../src/nn/index.ts";
import {
  ema,
  l2,
  lookahead,
  Optimizer,
  type Rule,
  type RuleFactory,
  rules,
  wrappers,
} from "../../../src/optim/index.ts";
import { cosine, warmup } from "../../../src/schedules/index.ts";

export const modelNames = ["mlp", "cnn"] as const;
export type ModelName = (typeof modelNames)[number];

const classes = 3;

/** A multilayer perceptron with dropout, or a convolutional network with batch norm, for 8 by 8 images. */
function makeModel(name: ModelName, random: Random): Sequential {
  if (name === "mlp") {
    const dropout = new Dropout(0.2, { random: random.split() });
    return new Sequential(
      new Flatten(),
      new Linear(64, 12, { random }),
      new Tanh(),
      dropout,
      new Linear(12, classes, { random }),
    );
  }
  return new Sequential(
    new Conv2d(1, 4, 3, { random }),
    new BatchNorm2d(4),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(36, classes, { random }),
  );
}

export interface TrainingRun extends Run {
  optimizer: Optimizer;
  loader: Loader;
  model: Sequential;
}

/** A learning rate that is different at every step, where the rule has one. */
const byName: Readonly<Record<string, RuleFactory>> = rules;
const scheduled = (name: string): Rule => {
  const { lr } = byName[name]().hyper;
  return typeof lr === "number" && lr > 0 ? byName[name]({ lr: warmup(10, cosine(lr, 300)) }) : byName[name]();
};

/** Settings with which each wrapper has an effect within a few steps. */
const told: Record<string, object> = {
  centralize: { outputAxis: 0 },
  clipByNorm: { maxNorm: 0.1 },
  clipByValue: { limit: 0.01 },
  decoupledDecay: { weightDecay: 0.1 },
  l2: { l2: 0.1 },
  lookahead: { variant: "interpolate" },
  swa: { start: 5, every: 3 },
};

/** Every optimizer there is by name: the rules, the wrappers, several wrappers together, and what needs the loss. */
export const optimizers: Readonly<Record<string, () => Rule>> = {
  ...Object.fromEntries(Object.keys(rules).map((name) => [name, () => scheduled(name)])),
  ...Object.fromEntries(
    Object.entries(wrappers).map(([name, wrap]) => [name, () => wrap(scheduled("momentum"), { ...told[name] })]),
  ),
  nested: () => ema(lookahead(lookahead(l2(scheduled("adam"), { l2: 0.01 })), { k: 3 })),
};

/** A new run: noise images with noise labels, an order of examples from the seed, a learning rate from a schedule. */
export function makeRun(modelName: ModelName, optimizerName: string): TrainingRun {
  const random = new Random(11);
  const n = 50;
  const labels = Int32Array.from({ length: n }, () => random.integer(classes));
  const data = dataset("noise", randn([n, 1, 8, 8], { random }).data, [n, 1, 8, 8], labels, classes);
  const model = makeModel(modelName, random);
  // Muon moves matrices only; the other parameters then stay as they were made.
  const moved = model.parameters().filter(({ shape }) => optimizerName !== "muon" || shape.length > 1);
  const optimizer = new Optimizer(moved, optimizers[optimizerName]());
  return { model, optimizer, loader: new Loader(data, { batch: 8, random }), step: 0 };
}

export function train(run: TrainingRun, until: number): void {
  const { model, optimizer, loader } = run;
  while (run.step < until) {
    const { inputs, labels } = loader.next();
    optimizer.step(() => {
      const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
      loss.backward();
      return loss.item();
    });
    run.step++;
  }
}

/** One number for every bit of weights, buffers, optimizer, loader and generators. */
export const fingerprint = (run: Run): string => crc32(encodeCheckpoint(run)).toString(16);
