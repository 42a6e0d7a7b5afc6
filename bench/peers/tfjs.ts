/**
 * @file TensorFlow.js, by the backend named on the command line: "cpu" or "wasm". Images are [batch, height, width,
 * channels].
 */
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import type { Layer } from "../problems.ts";
import { type Contest, type Given, serve, type Trainer } from "../serve.ts";

const backend = process.argv[2];
await tf.setBackend(backend);
await tf.ready();
const adam = (): tf.Optimizer => tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
const step = (optimizer: tf.Optimizer, loss: () => tf.Scalar): tf.Scalar =>
  optimizer.minimize(loss, true, variables) as tf.Scalar;
const variables: tf.Variable[] = [];

function variable(values: tf.Tensor): tf.Variable {
  const made = tf.variable(values);
  variables.push(made);
  return made;
}

type Forward = (x: tf.Tensor) => tf.Tensor;

/** (x − mean) / √(variance + ε), scaled and shifted. */
function normalized(features: number, axes: number[]): Forward {
  const weight = variable(tf.ones([features]));
  const bias = variable(tf.zeros([features]));
  return (x) => {
    const { mean, variance } = tf.moments(x, axes, true);
    const standard = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(standard, weight), bias);
  };
}

function layer(given: Given, described: Layer): Forward {
  switch (described.kind) {
    case "relu":
      return tf.relu;
    case "tanh":
      return tf.tanh;
    case "gelu":
      return (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    case "pool":
      return (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
    case "flatten":
      return (x) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]);
    case "batchNorm":
      return normalized(described.features, [0, 1, 2]);
    case "layerNorm":
      return normalized(described.features, [-1]);
  }
  if (described.kind !== "linear" && described.kind !== "conv")
    throw new Error(`this bench has no ${described.kind} for TensorFlow.js`);
  const { kind, shape, padding } = described;
  const values = tf.tensor(given.take(shape), [...shape]);
  const weight = variable(tf.transpose(values, kind === "linear" ? [1, 0] : [2, 3, 1, 0]));
  const bias = variable(tf.tensor(given.take([shape[0]])));
  if (kind === "linear") return (x) => tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias);
  const filter = weight as unknown as tf.Tensor4D;
  return (x) => tf.add(tf.conv2d(x as tf.Tensor4D, filter, 1, padding ? "same" : "valid"), bias);
}

function train(given: Given): Trainer {
  const { shape } = given;
  const flat = tf.tensor(given.take(shape), [...shape]);
  const inputs = shape.length === 4 ? tf.transpose(flat, [0, 2, 3, 1]) : flat;
  const layers = given.layers.map((each) => layer(given, each));
  const targets = given.reconstruct ? inputs : tf.oneHot(tf.tensor1d(given.labels, "int32"), given.classes);
  const optimizer = adam();
  const loss = given.reconstruct ? tf.losses.meanSquaredError : tf.losses.softmaxCrossEntropy;
  const forward = (): tf.Scalar =>
    loss(
      targets,
      layers.reduce((x, each) => each(x), inputs as tf.Tensor),
    );
  return repeat(() => step(optimizer, forward));
}

/** θ · g has the gradient g. */
function adamUpdate(given: Given): Trainer {
  const theta = variable(tf.tensor(given.take(given.shape), [...given.shape]));
  const gradient = tf.tensor(given.take(given.shape), [...given.shape]);
  const optimizer = adam() as tf.AdamOptimizer;
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) optimizer.applyGradients([{ name: theta.name, tensor: gradient }]);
      await tf.tidy(() => tf.slice(theta, 0, 1)).data();
    },
    loss: async () => (await tf.tidy(() => tf.sum(tf.abs(theta))).data())[0],
  };
}

function gemm(given: Given): Trainer {
  const [a, b] = [0, 1].map(() => tf.tensor2d(given.take(given.shape), given.shape as [number, number]));
  let product: tf.Tensor = tf.scalar(0);
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) {
        product.dispose();
        product = tf.matMul(a, b);
      }
      await product.data();
    },
    loss: async () => (await tf.tidy(() => tf.sum(tf.abs(product))).data())[0],
  };
}

/** Many steps, the last one's loss read: results may be computed later than they are asked for. */
function repeat(once: () => tf.Scalar): Trainer {
  let loss = 0;
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) {
        const result = once();
        if (k === steps - 1) loss = (await result.data())[0];
        result.dispose();
      }
    },
    loss: () => loss,
  };
}

await serve(`${tf.version_core}`, (given) => {
  variables.length = 0;
  return { train, adam: adamUpdate, gemm }[given.kind as Contest](given);
});
