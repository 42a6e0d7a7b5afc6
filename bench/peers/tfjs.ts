/**
 * @file TensorFlow.js, by the backend named on the command line: "cpu" or "wasm". Images are [batch, height, width,
 * channels].
 */
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { type Contest, type Given, serve, type Trainer } from "../serve.ts";

const backend = process.argv[2];
await tf.setBackend(backend);
await tf.ready();
const adam = (): tf.Optimizer => tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
const step = (optimizer: tf.Optimizer, loss: () => tf.Scalar): tf.Scalar =>
  optimizer.minimize(loss, true, variables) as tf.Scalar;
const variables: tf.Variable[] = [];

function variable(given: Given, shape: readonly number[], order?: number[]): tf.Variable {
  const values = tf.tensor(given.take(shape), [...shape]);
  const made = tf.variable(order === undefined ? values : tf.transpose(values, order));
  variables.push(made);
  return made;
}

type Forward = (x: tf.Tensor) => tf.Tensor;

function layer(given: Given, { kind, ...rest }: Given["layers"][number]): Forward {
  if (kind === "relu") return tf.relu;
  if (kind === "tanh") return tf.tanh;
  if (kind === "pool") return (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
  if (kind === "flatten") return (x) => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [x.shape[0], -1]);
  const { shape } = rest as { shape: number[] };
  const weight = variable(given, shape, kind === "linear" ? [1, 0] : [2, 3, 1, 0]);
  const bias = variable(given, [shape[0]]);
  if (kind === "linear") return (x) => tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias);
  return (x) => tf.add(tf.conv2d(x as tf.Tensor4D, weight as unknown as tf.Tensor4D, 1, "valid"), bias);
}

function train(given: Given): Trainer {
  const { shape } = given;
  const flat = tf.tensor(given.take(shape), [...shape]);
  const inputs = shape.length === 4 ? tf.transpose(flat, [0, 2, 3, 1]) : flat;
  const layers = given.layers.map((each) => layer(given, each));
  const targets = tf.oneHot(tf.tensor1d(given.labels, "int32"), given.classes);
  const optimizer = adam();
  const forward = (): tf.Scalar =>
    tf.losses.softmaxCrossEntropy(
      targets,
      layers.reduce((x, each) => each(x), inputs as tf.Tensor),
    );
  return repeat(() => step(optimizer, forward));
}

/** θ · g has the gradient g. */
function adamUpdate(given: Given): Trainer {
  const theta = variable(given, given.shape);
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
