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

/** A linear or convolutional layer. */
function weighted(given: Given, { kind, shape, padding }: Extract<Layer, { padding?: number }>): Forward {
  const values = tf.tensor(given.take(shape), [...shape]);
  const weight = variable(tf.transpose(values, kind === "linear" ? [1, 0] : [2, 3, 1, 0]));
  const bias = variable(tf.tensor(given.take([shape[0]])));
  if (kind === "linear") {
    const product = (x: tf.Tensor): tf.Tensor => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D);
    // A product of three axes with two repeats the weights for each example, and so their gradients.
    if (given.below === undefined) return (x) => tf.add(product(x), bias);
    return (x) => tf.reshape(tf.add(product(tf.reshape(x, [-1, shape[1]])), bias), [...x.shape.slice(0, -1), shape[0]]);
  }
  const filter = weight as unknown as tf.Tensor4D;
  return (x) => tf.add(tf.conv2d(x as tf.Tensor4D, filter, 1, padding ? "same" : "valid"), bias);
}

/** On WebAssembly gather has no gradient (UnsortedSegmentSum is not registered): a product with ones and zeros has. */
function embedding(weight: tf.Variable): Forward {
  if (backend !== "wasm") return (x) => tf.gather(weight, x as tf.Tensor2D);
  const [count, features] = weight.shape;
  return (x) => {
    const hot = tf.oneHot(tf.reshape(x, [-1]), count) as tf.Tensor2D;
    return tf.reshape(tf.matMul(hot, weight as tf.Tensor2D), [...x.shape, features]);
  };
}

/** softmax(q kᵀ / √d, earlier positions only) v, for several heads. */
function attention(heads: number, all: Forward, out: Forward): Forward {
  return (x) => {
    const [batch, time, features] = x.shape;
    const size = features / heads;
    const parts = tf.transpose(tf.reshape(all(x), [batch, time, 3, heads, size]), [2, 0, 3, 1, 4]);
    const [q, k, v] = tf.unstack(parts);
    const later = tf.sub(1, tf.linalg.bandPart(tf.ones([time, time]), -1, 0));
    const scores = tf.sub(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)), tf.mul(later, 1e9));
    const mixed = tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]);
    return out(tf.reshape(mixed, [batch, time, features]));
  };
}

const sequence = (given: Given, described: readonly Layer[]): Forward => {
  const layers = described.map((each) => layer(given, each));
  return (inputs) => layers.reduce((x, each) => each(x), inputs);
};

function layer(given: Given, described: Layer): Forward {
  const taken = (shape: readonly number[]): tf.Variable => variable(tf.tensor(given.take(shape), [...shape]));
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
    case "rows":
      return (x) => tf.reshape(x, [-1, x.shape[x.rank - 1]]);
    case "batchNorm":
      return normalized(described.features, [0, 1, 2]);
    case "layerNorm":
      return normalized(described.features, [-1]);
    case "embedding":
      return embedding(taken(described.shape));
    case "positions": {
      const weight = taken(described.shape);
      return (x) => tf.add(x, weight);
    }
    case "residual": {
      const inner = sequence(given, described.layers);
      return (x) => tf.add(x, inner(x));
    }
    case "attention": {
      const [all, out] = described.layers.map((each) => layer(given, each));
      return attention(described.heads, all, out);
    }
  }
  return weighted(given, described);
}

function train(given: Given): Trainer {
  const { shape } = given;
  const flat = tf.tensor(given.take(shape), [...shape], given.below ? "int32" : "float32");
  const inputs = shape.length === 4 ? tf.transpose(flat, [0, 2, 3, 1]) : flat;
  const model = sequence(given, given.layers);
  const targets = given.reconstruct ? inputs : tf.oneHot(tf.tensor1d(given.labels, "int32"), given.classes);
  const optimizer = adam();
  const loss = given.reconstruct ? tf.losses.meanSquaredError : tf.losses.softmaxCrossEntropy;
  const forward = (): tf.Scalar => loss(targets, model(inputs));
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
