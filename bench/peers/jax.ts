/**
 * @file jax-js, compiled by its `jit`, on WebAssembly. Arrays are consumed where they are used unless `.ref` is passed.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  blockUntilReady,
  defaultDevice,
  init,
  type Array as Jax,
  jit,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
} from "@jax-js/jax";
import type { Layer } from "../problems.ts";
import { type Contest, type Given, serve, type Trainer } from "../serve.ts";

await init("wasm");
defaultDevice("wasm");

const [beta1, beta2, lr, eps] = [0.9, 0.999, 1e-3, 1e-8];

const array = (given: Given, shape: readonly number[]): Jax =>
  np.array(Float32Array.from(given.take(shape)), { shape: [...shape], dtype: np.float32 });
const like = (x: Jax): Jax => np.zeros(x.shape, { dtype: np.float32 });

/** One Adam update: [θ, m, v]; every argument is consumed. */
function adam(theta: Jax, g: Jax, m: Jax, v: Jax, correction1: Jax, correction2: Jax): [Jax, Jax, Jax] {
  const m1 = m.mul(beta1).add(g.ref.mul(1 - beta1));
  const v1 = v.mul(beta2).add(g.ref.mul(g).mul(1 - beta2));
  const root = np.sqrt(v1.ref.div(correction2)).add(eps);
  return [theta.sub(m1.ref.div(correction1).div(root).mul(lr)), m1, v1];
}

/** The parameters of a model, in the order of its layers. */
type Next = () => Jax;

const forward = (layers: readonly Layer[], next: Next, inputs: Jax): Jax =>
  layers.reduce((x, layer) => apply(layer, next, x), inputs);

function apply(layer: Layer, next: Next, x: Jax): Jax {
  switch (layer.kind) {
    case "relu":
      return nn.relu(x);
    case "tanh":
      return np.tanh(x);
    case "gelu":
      return nn.gelu(x, { approximate: false });
    case "pool":
      return lax.reduceWindow(x, np.max, [1, 1, 2, 2], [1, 1, 2, 2]);
    case "flatten":
      return x.reshape([x.shape[0], -1]);
    case "rows":
      return x.reshape([-1, x.shape[x.ndim - 1]]);
    case "linear":
      return np.dot(x, next().transpose()).add(next());
    case "conv": {
      const around: [number, number] = [layer.padding ?? 0, layer.padding ?? 0];
      return lax.conv(x, next(), [1, 1], [around, around]).add(next().reshape([1, -1, 1, 1]));
    }
    case "layerNorm":
      return normalized(x, -1).mul(next()).add(next());
    case "batchNorm":
      return normalized(x, [0, 2, 3])
        .mul(next().reshape([1, -1, 1, 1]))
        .add(next().reshape([1, -1, 1, 1]));
    case "embedding":
      return np.dot(nn.oneHot(x, layer.shape[0]), next());
    case "positions":
      return x.add(next());
    case "residual":
      return x.ref.add(forward(layer.layers, next, x));
    case "attention":
      return attention(layer, next, x);
  }
}

/**
 * softmax(q kᵀ / √d, earlier positions only) v, for several heads. nn.dotProductAttention needs the iterator helpers of
 * Node 22.
 */
function attention({ heads, layers: [all, out] }: Extract<Layer, { heads: number }>, next: Next, x: Jax): Jax {
  const [batch, time, features] = x.shape;
  const size = features / heads;
  const parts = apply(all, next, x).reshape([batch, time, 3, heads, size]).transpose([2, 0, 3, 1, 4]);
  const [q, k, v] = np.unstack(parts);
  const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(1 / Math.sqrt(size));
  const earlier = np.tri(time, time, 0, { dtype: np.bool });
  const weights = nn.softmax(np.where(earlier, scores, -1e9), 3);
  const mixed = np.matmul(weights, v).transpose([0, 2, 1, 3]);
  return apply(out, next, mixed.reshape([batch, time, features]));
}

/** (x − mean) / √(variance + ε) */
function normalized(x: Jax, axis: number | number[]): Jax {
  const centered = x.ref.sub(np.mean(x, axis, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), axis, { keepdims: true });
  return centered.div(np.sqrt(variance.add(1e-5)));
}

/** The parameters of a layer. */
function parametersOf(given: Given, layer: Layer): Jax[] {
  if ("layers" in layer) return layer.layers.flatMap((each) => parametersOf(given, each));
  if ("features" in layer) return [np.ones([layer.features]), np.zeros([layer.features])];
  if (!("shape" in layer)) return [];
  const weight = array(given, layer.shape);
  return layer.kind === "linear" || layer.kind === "conv" ? [weight, array(given, [layer.shape[0]])] : [weight];
}

function train(given: Given): Trainer {
  const inputs = given.below
    ? np.array(Int32Array.from(given.take(given.shape)), { shape: [...given.shape], dtype: np.int32 })
    : array(given, given.shape);
  const targets = given.reconstruct
    ? inputs.ref
    : nn.oneHot(np.array(given.labels, { dtype: np.int32 }), given.classes);
  let parameters = given.layers.flatMap((layer) => parametersOf(given, layer));
  let [m, v] = [parameters.map(like), parameters.map(like)];
  const loss = (own: Jax[], x: Jax, y: Jax): Jax => {
    const parameters = own.values();
    const outputs = forward(given.layers, () => parameters.next().value as Jax, x);
    if (given.reconstruct) return np.mean(np.square(outputs.sub(y)));
    return nn
      .logSoftmax(outputs)
      .mul(y)
      .sum()
      .mul(-1 / given.labels.length);
  };
  const step = jit((own: Jax[], first: Jax[], second: Jax[], c1: Jax, c2: Jax, x: Jax, y: Jax) => {
    const [value, gradients] = valueAndGrad(loss)(
      own.map((each) => each.ref),
      x,
      y,
    ) as [Jax, Jax[]];
    const updated = own.map((theta, i) => adam(theta, gradients[i], first[i], second[i], c1.ref, c2.ref));
    return [value, ...[0, 1, 2].map((part) => updated.map((each) => each[part]))] as [Jax, Jax[], Jax[], Jax[]];
  });
  let [t, last] = [0, 0];
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) {
        t++;
        const corrections = [np.array(1 - beta1 ** t), np.array(1 - beta2 ** t)] as const;
        const [value, ...after] = step(parameters, m, v, ...corrections, inputs.ref, targets.ref);
        [parameters, m, v] = after;
        if (k === steps - 1) last = (await value.data())[0];
        else value.dispose();
      }
    },
    loss: () => last,
  };
}

function adamUpdate(given: Given): Trainer {
  let theta = array(given, given.shape);
  const gradient = array(given, given.shape);
  let [m, v] = [like(theta), like(theta)];
  const step = jit(adam);
  let t = 0;
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) {
        t++;
        [theta, m, v] = step(theta, gradient.ref, m, v, np.array(1 - beta1 ** t), np.array(1 - beta2 ** t));
      }
      await blockUntilReady(theta);
    },
    loss: async () => (await np.abs(theta.ref).sum().data())[0],
  };
}

function gemm(given: Given): Trainer {
  const [a, b] = [array(given, given.shape), array(given, given.shape)];
  const product = jit(np.dot);
  let c = like(a);
  return {
    async run(steps) {
      for (let k = 0; k < steps; k++) {
        c.dispose();
        c = await blockUntilReady(product(a.ref, b.ref));
      }
    },
    loss: async () => (await np.abs(c.ref).sum().data())[0],
  };
}

const manifest = fileURLToPath(new URL("../package.json", import.meta.resolve("@jax-js/jax")));
const { version } = JSON.parse(readFileSync(manifest, "utf8"));
await serve(version, (given) => ({ train, adam: adamUpdate, gemm })[given.kind as Contest](given));
