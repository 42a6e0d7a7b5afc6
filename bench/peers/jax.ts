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

function forward(layers: Given["layers"], parameters: Jax[], inputs: Jax): Jax {
  let [x, at] = [inputs, 0];
  for (const layer of layers) {
    const { kind } = layer;
    if (kind === "relu") x = nn.relu(x);
    else if (kind === "tanh") x = np.tanh(x);
    else if (kind === "gelu") x = nn.gelu(x, { approximate: false });
    else if (kind === "pool") x = lax.reduceWindow(x, np.max, [1, 1, 2, 2], [1, 1, 2, 2]);
    else if (kind === "flatten") x = x.reshape([x.shape[0], -1]);
    else {
      const [weight, bias] = [parameters[at++], parameters[at++]];
      if (kind === "linear") x = np.dot(x, weight.transpose()).add(bias);
      else if (kind === "layerNorm") x = normalized(x, -1).mul(weight).add(bias);
      else if (kind === "batchNorm")
        x = normalized(x, [0, 2, 3])
          .mul(weight.reshape([1, -1, 1, 1]))
          .add(bias.reshape([1, -1, 1, 1]));
      else if (kind === "conv") {
        const around: [number, number] = [layer.padding ?? 0, layer.padding ?? 0];
        x = lax.conv(x, weight, [1, 1], [around, around]).add(bias.reshape([1, -1, 1, 1]));
      } else throw new Error(`this bench has no ${kind} for jax-js`);
    }
  }
  return x;
}

/** (x − mean) / √(variance + ε) */
function normalized(x: Jax, axis: number | number[]): Jax {
  const centered = x.ref.sub(np.mean(x, axis, { keepdims: true }));
  const variance = np.mean(np.square(centered.ref), axis, { keepdims: true });
  return centered.div(np.sqrt(variance.add(1e-5)));
}

/** Weight and bias of a layer. */
function parametersOf(given: Given, layer: Layer): Jax[] {
  if ("features" in layer) return [np.ones([layer.features]), np.zeros([layer.features])];
  return "shape" in layer ? [array(given, layer.shape), array(given, [layer.shape[0]])] : [];
}

function train(given: Given): Trainer {
  const inputs = array(given, given.shape);
  const targets = given.reconstruct
    ? inputs.ref
    : nn.oneHot(np.array(given.labels, { dtype: np.int32 }), given.classes);
  let parameters = given.layers.flatMap((layer) => parametersOf(given, layer));
  let [m, v] = [parameters.map(like), parameters.map(like)];
  const loss = (own: Jax[], x: Jax, y: Jax): Jax => {
    const outputs = forward(given.layers, own, x);
    if (given.reconstruct) return np.mean(np.square(outputs.sub(y)));
    return nn
      .logSoftmax(outputs)
      .mul(y)
      .sum()
      .mul(-1 / given.shape[0]);
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
