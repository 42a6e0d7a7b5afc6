/** @file deepbox, which needs Node 24. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setDtype } from "deepbox/core";
import { dot, GradTensor, tensor } from "deepbox/ndarray";
import * as nn from "deepbox/nn";
import { Adam } from "deepbox/optim";
import { magnitude } from "../magnitude.ts";
import type { Layer } from "../problems.ts";
import { type Contest, type Given, serve, type Trainer } from "../serve.ts";

type Kind = "float32" | "float64";

const nested = (values: Float32Array, shape: readonly number[], dtype: Kind = "float32") =>
  tensor(Array.from(values) as never, { dtype } as never).reshape([...shape]);

function layer(given: Given, described: Layer): nn.Module {
  const { kind } = described;
  if (kind === "relu") return new nn.ReLU();
  if (kind === "tanh") return new nn.Tanh();
  if (kind === "pool") return new nn.MaxPool2d(2);
  if (kind === "flatten") return new nn.Flatten();
  if (kind === "gelu") return new nn.GELU();
  if (described.kind !== "linear" && described.kind !== "conv")
    throw new Error(`this bench has no ${kind} for deepbox`);
  const { shape, padding = 0 } = described;
  const made =
    kind === "linear" ? new nn.Linear(shape[1], shape[0]) : new nn.Conv2d(shape[1], shape[0], shape[2], { padding });
  for (const [k, parameter] of [...made.parameters()].entries()) {
    const values = given.take(k === 0 ? shape : [shape[0]]);
    (parameter.tensor.data as Float32Array | Float64Array).set(values);
  }
  return made;
}

/**
 * Its convolution gives Float64 whatever it is given, and refuses to add a Float32 bias: a CNN is Float64 throughout.
 */
function train(given: Given): Trainer {
  const numbers: Kind = given.layers.some(({ kind }) => kind === "conv") ? "float64" : "float32";
  setDtype(numbers);
  const inputs = GradTensor.fromTensor(nested(given.take(given.shape), given.shape, numbers));
  const model = new nn.Sequential(...given.layers.map((each) => layer(given, each)));
  const labels = tensor(given.labels as never, { dtype: "int32" } as never);
  const optimizer = new Adam(model.parameters(), { lr: 1e-3, eps: 1e-8 });
  let loss: GradTensor = inputs;
  return {
    run(steps) {
      for (let k = 0; k < steps; k++) {
        optimizer.zeroGrad();
        const outputs = model.forward(inputs) as GradTensor;
        loss = given.reconstruct ? nn.mseLoss(outputs, inputs) : nn.crossEntropyLoss(outputs, labels);
        loss.backward();
        optimizer.step();
      }
    },
    loss: () => Number((loss.tensor.data as Float32Array)[0]),
  };
}

/** Σ θ g has the gradient g; it is computed once. */
function adamUpdate(given: Given): Trainer {
  const theta = GradTensor.fromTensor(nested(given.take(given.shape), given.shape), { requiresGrad: true });
  const gradient = GradTensor.fromTensor(nested(given.take(given.shape), given.shape));
  theta.mul(gradient).sum().backward();
  const optimizer = new Adam([theta], { lr: 1e-3, eps: 1e-8 });
  return {
    run(steps) {
      for (let k = 0; k < steps; k++) optimizer.step();
    },
    loss: () => magnitude(theta.tensor.data as Float32Array),
  };
}

function gemm(given: Given): Trainer {
  const [a, b] = [0, 1].map(() => nested(given.take(given.shape), given.shape));
  let product = a;
  return {
    run(steps) {
      for (let k = 0; k < steps; k++) product = dot(a, b);
    },
    loss: () => magnitude(product.data as Float32Array),
  };
}

const manifest = fileURLToPath(new URL("../package.json", import.meta.resolve("deepbox")));
const { version } = JSON.parse(readFileSync(manifest, "utf8"));
await serve(version, (given) => ({ train, adam: adamUpdate, gemm })[given.kind as Contest](given));
