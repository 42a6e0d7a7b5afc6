/** @file deepbox, which needs Node 24. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setDtype } from "deepbox/core";
import { dot, GradTensor, parameter, tensor } from "deepbox/ndarray";
import * as nn from "deepbox/nn";
import { Adam } from "deepbox/optim";
import { magnitude } from "../magnitude.ts";
import type { Layer } from "../problems.ts";
import { type Contest, type Given, serve, type Trainer } from "../serve.ts";

type Kind = "float32" | "float64";

/** The numbers of the current model. */
let numbers: Kind = "float32";

const nested = (values: Float32Array, shape: readonly number[], dtype: Kind | "int32" = numbers) =>
  tensor(Array.from(values) as never, { dtype } as never).reshape([...shape]);

type Forward = (x: GradTensor) => GradTensor;

/** The parameters of the current model. */
const parameters: GradTensor[] = [];

/** A module of the library, with the given values of the parameters that it names. */
function use(module: nn.Module, values: Readonly<Record<string, Float32Array>> = {}): Forward {
  for (const [name, parameter] of module.namedParameters()) {
    parameters.push(parameter);
    if (name in values) (parameter.tensor.data as Float32Array | Float64Array).set(values[name]);
  }
  return (x) => module.forward(x) as GradTensor;
}

/**
 * The same numbers; their gradients come back in the kind of the model. Some modules give Float64 results or gradients
 * for Float32 inputs. A Float32 linear layer passes no gradient on to Float64, and sums of both kinds are refused.
 */
const cast = (x: GradTensor): GradTensor => x.astype("float64").astype(numbers);

const sequence = (given: Given, described: readonly Layer[]): Forward => {
  const layers = described.map((each) => layer(given, each));
  return (inputs) => layers.reduce((x, each) => each(x), inputs);
};

/** Causal self-attention. The library has separate weights for queries, keys and values. */
function attention(given: Given, heads: number, [all, out]: readonly Layer[]): Forward {
  const [wide, features] = (all as { shape: readonly number[] }).shape;
  const [weights, biases] = [given.take([wide, features]), given.take([wide])];
  const third = (values: Float32Array, part: number): Float32Array =>
    values.subarray((values.length / 3) * part, (values.length / 3) * (part + 1));
  const { shape } = out as { shape: readonly number[] };
  const values = [
    ...["q", "k", "v"].flatMap((name, part) => [
      [`in_proj_weight_${name}`, third(weights, part)] as const,
      [`in_proj_bias_${name}`, third(biases, part)] as const,
    ]),
    ["out_proj_weight", given.take(shape)] as const,
    ["out_proj_bias", given.take([shape[0]])] as const,
  ];
  const module = new nn.MultiheadAttention(features, heads);
  use(module, Object.fromEntries(values));
  return (x) => module.forward(cast(x), cast(x), cast(x), nn.causalMask(x.shape[1]));
}

function layer(given: Given, described: Layer): Forward {
  switch (described.kind) {
    case "relu":
      return use(new nn.ReLU());
    case "tanh":
      return use(new nn.Tanh());
    case "gelu": {
      // The approximation by tanh; the library has no error function with a gradient.
      const forward = use(new nn.GELU());
      return (x) => cast(forward(cast(x)));
    }
    case "pool":
      return use(new nn.MaxPool2d(2));
    case "flatten":
      return use(new nn.Flatten());
    case "rows":
      return (x) => x.reshape([x.size / x.shape[x.ndim - 1], x.shape[x.ndim - 1]]);
    case "batchNorm":
      return use(new nn.BatchNorm2d(described.features));
    case "layerNorm":
      return use(new nn.LayerNorm(described.features));
    case "residual": {
      const inner = sequence(given, described.layers);
      return (x) => x.add(inner(x));
    }
    case "attention":
      return attention(given, described.heads, described.layers);
    case "positions": {
      const weight = parameter(nested(given.take(described.shape), described.shape));
      parameters.push(weight);
      return (x) => x.add(weight);
    }
    case "embedding": {
      const [count, features] = described.shape;
      // Its gradient is Float64, which a Float32 weight refuses from the second step on.
      setDtype("float64");
      const forward = use(new nn.Embedding(count, features), { weight: given.take(described.shape) });
      setDtype(numbers);
      return (x) => cast(forward(x));
    }
  }
  return weighted(given, described);
}

/** A linear or convolutional layer. */
function weighted(given: Given, { kind, shape, padding = 0 }: Extract<Layer, { padding?: number }>): Forward {
  const module =
    kind === "linear"
      ? new nn.Linear(shape[1], shape[0], { dtype: numbers })
      : new nn.Conv2d(shape[1], shape[0], shape[2], { padding });
  return use(module, { weight: given.take(shape), bias: given.take([shape[0]]) });
}

/** Convolutions give Float64 whatever they are given, and refuse to add a Float32 bias: a CNN is Float64 throughout. */
function train(given: Given): Trainer {
  numbers = given.layers.some(({ kind }) => kind === "conv") ? "float64" : "float32";
  setDtype(numbers);
  parameters.length = 0;
  const read = nested(given.take(given.shape), given.shape, given.below ? "int32" : numbers);
  const inputs = GradTensor.fromTensor(read);
  const model = sequence(given, given.layers);
  const labels = tensor(given.labels as never, { dtype: "int32" } as never);
  const optimizer = new Adam(parameters, { lr: 1e-3, eps: 1e-8 });
  let loss = GradTensor.scalar(0);
  return {
    run(steps) {
      for (let k = 0; k < steps; k++) {
        optimizer.zeroGrad();
        const outputs = model(inputs);
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
