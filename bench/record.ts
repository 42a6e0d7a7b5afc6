/**
 * @file Writes tests/testing/recordings/tensorflowjs.json and deepbox.json: paths of their optimizers in Float32,
 * for `identify` and docs/reference/conformance.md. Run by `npm run conformance -- --record`, after `bench:setup`.
 * @jax-js/jax has no optimizers.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { GradTensor, tensor } from "deepbox/ndarray";
import * as optim from "deepbox/optim";
import { Random } from "../src/autograd/random.ts";

const [steps, shape] = [24, [2, 2]];

interface Trainer {
  weights(): ArrayLike<number>;
  step(gradient: Float32Array): void;
}

/** The path of one optimizer along the gradient of a noisy quadratic. */
function record(call: string, make: (start: Float32Array) => Trainer, seed: number): object {
  const random = new Random(seed);
  const draw = (value: () => number): Float32Array => new Float32Array(shape[0] * shape[1]).map(value);
  const curvature = draw(() => random.uniform(0.3, 3));
  const trainer = make(draw(() => random.normal()));
  const short = (values: ArrayLike<number>): number[] => Array.from(values, (x) => Number(x.toPrecision(9)));
  const theta = [short(trainer.weights())];
  const gradients: number[][] = [];
  for (let t = 1; t <= steps; t++) {
    const now = trainer.weights();
    const g = draw(() => 0).map((_, i) => curvature[i] * now[i] + 0.5 * random.normal());
    gradients.push(short(g));
    trainer.step(g);
    theta.push(short(trainer.weights()));
  }
  return { call, shape, theta, gradients };
}

const tensorflow =
  (optimizer: tf.Optimizer) =>
  (start: Float32Array): Trainer => {
    const theta = tf.variable(tf.tensor(start, shape));
    return {
      weights: () => theta.dataSync() as Float32Array,
      step: (g) => optimizer.applyGradients([{ name: theta.name, tensor: tf.tensor(g, shape) }]),
    };
  };

type DeepboxOptimizer = { step(): unknown; zeroGrad(): void };

const deepbox =
  (make: (parameters: GradTensor[]) => DeepboxOptimizer) =>
  (start: Float32Array): Trainer => {
    const nested = (x: Float32Array) => tensor([Array.from(x.subarray(0, 2)), Array.from(x.subarray(2))]);
    const theta = GradTensor.fromTensor(nested(start), { requiresGrad: true });
    const optimizer = make([theta]);
    return {
      weights: () => theta.tensor.data as Float32Array,
      step(g) {
        optimizer.zeroGrad();
        theta
          .mul(GradTensor.fromTensor(nested(g)))
          .sum()
          .backward();
        optimizer.step();
      },
    };
  };

const tensorflowCases: readonly (readonly [string, tf.Optimizer])[] = [
  ["tf.train.sgd(0.1)", tf.train.sgd(0.1)],
  ["tf.train.momentum(0.05, 0.9)", tf.train.momentum(0.05, 0.9)],
  ["tf.train.momentum(0.05, 0.9, true)", tf.train.momentum(0.05, 0.9, true)],
  ["tf.train.adagrad(0.1)", tf.train.adagrad(0.1)],
  ["tf.train.adadelta(1, 0.95, 1e-4)", tf.train.adadelta(1, 0.95, 1e-4)],
  ["tf.train.adam(0.01)", tf.train.adam(0.01)],
  ["tf.train.adamax(0.01)", tf.train.adamax(0.01)],
  ["tf.train.rmsprop(0.01)", tf.train.rmsprop(0.01)],
  ["tf.train.rmsprop(0.01, 0.9, 0.9)", tf.train.rmsprop(0.01, 0.9, 0.9)],
  ["tf.train.rmsprop(0.01, 0.9, 0, 1e-3, true)", tf.train.rmsprop(0.01, 0.9, 0, 1e-3, true)],
];

const deepboxCases: readonly (readonly [keyof typeof optim, object])[] = [
  ["SGD", { lr: 0.1 }],
  ["SGD", { lr: 0.05, momentum: 0.9 }],
  ["SGD", { lr: 0.05, momentum: 0.9, nesterov: true }],
  ["Adam", { lr: 0.01 }],
  ["Adam", { lr: 0.01, amsgrad: true }],
  ["AdamW", { lr: 0.01 }],
  ["Nadam", { lr: 0.01 }],
  ["RAdam", { lr: 0.01 }],
  ["Adamax", { lr: 0.01 }],
  ["Adagrad", { lr: 0.1 }],
  ["AdaDelta", { lr: 1 }],
  ["RMSprop", { lr: 0.01 }],
  ["RMSprop", { lr: 0.01, centered: true }],
  ["Rprop", { lr: 0.01 }],
  ["ASGD", { lr: 0.05 }],
  ["LAMB", { lr: 0.01 }],
  ["LARS", { lr: 0.1 }],
  ["Lion", { lr: 0.001 }],
];

const words = (options: object): string =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");

function write(name: string, packageName: string, title: string, cases: readonly object[]): void {
  const file = new URL(`node_modules/${packageName}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8"));
  const lines = cases.map((one) => JSON.stringify(one)).join(",\n");
  const to = new URL(`../tests/testing/recordings/${name}.json`, import.meta.url);
  writeFileSync(to, `{"library":"${title} ${version}","cases":[\n${lines}\n]}\n`);
}

await tf.setBackend("cpu");
write(
  "tensorflowjs",
  "@tensorflow/tfjs",
  "TensorFlow.js",
  tensorflowCases.map(([call, optimizer], i) => record(call, tensorflow(optimizer), i)),
);
write(
  "deepbox",
  "deepbox",
  "deepbox",
  deepboxCases.map(([name, options], i) => {
    const Kind = { ...optim }[name] as unknown as new (parameters: GradTensor[], options: object) => DeepboxOptimizer;
    return record(
      `new ${name}({ ${words(options)} })`,
      deepbox((all) => new Kind(all, options)),
      i,
    );
  }),
);
