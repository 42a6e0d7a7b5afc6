/** @file This project, as a contender. */

import { peak as peakCode } from "../../src/generated/wasm/peak.ts";
import * as dh from "../../src/index.ts";
import { acceleration } from "../../src/kernels/acceleration.ts";
import * as kernels from "../../src/kernels/index.ts";
import { instance } from "../../src/kernels/wasm/instance.ts";
import { magnitude } from "../magnitude.ts";
import { type Layer, peakRounds } from "../problems.ts";
import { type Given, serve, type Trainer } from "../serve.ts";
import { opTrainer } from "./ops.ts";
import { Attention, Positions, Residual, Rows } from "./transformer.ts";

function layer(given: Given, described: Layer): dh.Module {
  const random = new dh.Random(0);
  switch (described.kind) {
    case "relu":
      return new dh.ReLU();
    case "tanh":
      return new dh.Tanh();
    case "gelu":
      return new dh.GELU();
    case "pool":
      return new dh.MaxPool2d(2);
    case "flatten":
      return new dh.Flatten();
    case "rows":
      return new Rows();
    case "batchNorm":
      return new dh.BatchNorm2d(described.features);
    case "layerNorm":
      return new dh.LayerNorm(described.features);
    case "residual":
      return new Residual(sequence(given, described.layers));
    case "attention": {
      const [all, out] = described.layers.map((each) => layer(given, each) as dh.Linear);
      return new Attention(described.heads, all, out);
    }
    case "positions":
      return new Positions(given.take(described.shape), described.shape);
    case "embedding": {
      const made = new dh.Embedding(described.shape[0], described.shape[1], { random });
      made.weight.assign(given.take(described.shape));
      return made;
    }
  }
  return weighted(given, described);
}

/** Returns a linear or convolutional layer with the given weights. */
function weighted(given: Given, { kind, shape, padding = 0 }: Extract<Layer, { padding?: number }>): dh.Module {
  const random = new dh.Random(0);
  const made =
    kind === "linear"
      ? new dh.Linear(shape[1], shape[0], { random })
      : new dh.Conv2d(shape[1], shape[0], shape[2], { random, padding });
  made.weight.assign(given.take(shape));
  made.bias?.assign(given.take([shape[0]]));
  return made;
}

const sequence = (given: Given, layers: readonly Layer[]): dh.Sequential =>
  new dh.Sequential(...layers.map((each) => layer(given, each)));

function train(given: Given): Trainer {
  const inputs = dh.tensor(given.take(given.shape), { shape: given.shape });
  const model = sequence(given, given.layers);
  const optimizer = new dh.Optimizer(model.parameters(), dh.adam({ lr: 1e-3 }));
  let loss = dh.zeros([]);
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) {
        optimizer.zeroGrad();
        const outputs = model.forward(inputs);
        loss = given.reconstruct ? dh.mse(outputs, inputs) : dh.crossEntropy(outputs, given.labels);
        loss.backward();
        optimizer.step();
      }
    },
    loss: () => loss.item(),
  };
}

function adamUpdate(given: Given): Trainer {
  const theta = dh.zeros(given.shape, { requiresGrad: true });
  theta.assign(given.take(given.shape));
  const inPlace = given.kind === "adamInPlace";
  dh.sum(dh.mul(theta, dh.tensor(given.take(given.shape), { shape: given.shape }))).backward();
  const optimizer = new dh.Optimizer([theta], dh.adam({ lr: 1e-3 }), { nonFinite: inPlace ? "allow" : "throw" });
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) optimizer.step();
    },
    loss: () => magnitude(theta.data),
  };
}

function gemm(given: Given): Trainer {
  const [a, b, c] = [given.take(given.shape), given.take(given.shape), new Float32Array(given.shape[0] ** 2)];
  const [m, k, n] = [given.shape[0], given.shape[0], given.shape[0]];
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) kernels.gemm(a, b, c, { m, n, k });
    },
    loss: () => magnitude(c),
  };
}

/** `peakRounds` rounds of 96 operations in registers. */
function peak(): Trainer {
  const wasm = instance();
  if (wasm === null) throw new Error("no WebAssembly SIMD here");
  let sum = 0;
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) sum = wasm.load(peakCode)[0](peakRounds, 1e-3);
    },
    loss: () => sum,
  };
}

function copy(given: Given): Trainer {
  const from = new Float32Array(given.shape[0]).fill(1);
  const to = new Float32Array(given.shape[0]);
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) to.set(from);
    },
    loss: () => to[0],
  };
}

await serve(acceleration().kind, (given) =>
  ({ train, adam: adamUpdate, adamInPlace: adamUpdate, gemm, peak, copy, op: opTrainer })[given.kind](given),
);
