/**
 * @file The input of every contender: a model with its first weights and one batch, as files that any language reads.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { Random } from "../src/autograd/random.ts";
import type { OpInput, Values } from "./opCases.ts";

export type Layer =
  | { kind: "linear" | "conv"; shape: readonly number[]; padding?: number }
  | { kind: "embedding" | "positions"; shape: readonly number[] }
  | { kind: "batchNorm" | "layerNorm"; features: number }
  | { kind: "residual"; layers: readonly Layer[] }
  /** Causal self-attention: a linear layer for queries, keys and values, and one for the result. */
  | { kind: "attention"; heads: number; layers: readonly Layer[] }
  /** "rows" makes [batch × time, features] of [batch, time, features]. */
  | { kind: "relu" | "tanh" | "gelu" | "pool" | "flatten" | "rows" };

export interface Problem {
  name: string;
  /** Shown in the table. */
  title: string;
  kind: "train" | "adam" | "gemm" | "peak" | "copy" | "adamInPlace" | "op";
  /** Of the inputs of one batch; of the parameter; of both factors of a product. */
  shape: readonly number[];
  layers: readonly Layer[];
  classes: number;
  /** Mean squared error against the inputs instead of cross-entropy. */
  reconstruct?: boolean;
  /** Inputs are whole numbers below this, with a label each. */
  below?: number;
  /** Of "op". */
  inputs?: readonly OpInput[];
}

const linear = (inFeatures: number, outFeatures: number): Layer => ({
  kind: "linear",
  shape: [outFeatures, inFeatures],
});
const conv = (inChannels: number, outChannels: number, side = 3, padding = 0): Layer => ({
  kind: "conv",
  shape: [outChannels, inChannels, side, side],
  padding,
});
const batchNorm = (features: number): Layer => ({ kind: "batchNorm", features });
const layerNorm = (features: number): Layer => ({ kind: "layerNorm", features });
const [relu, tanh, gelu, pool, flatten, rows] = (["relu", "tanh", "gelu", "pool", "flatten", "rows"] as const).map(
  (kind): Layer => ({ kind }),
);

const train = (name: string, title: string, shape: readonly number[], ...layers: Layer[]): Problem => ({
  ...{ name, title, shape, layers },
  kind: "train",
  classes: 10,
});

export const tiny = train(
  ...(["tiny", "tiny: 2-16-16-10 tanh, batch 32", [32, 2]] as const),
  ...[linear(2, 16), tanh, linear(16, 16), tanh, linear(16, 10)],
);

/** 784-width-10, or deeper by more layers of that width. */
export const mlp = (width = 128, batch = 64, depth = 1): Problem =>
  train(
    `mlp-${width}-${batch}-${depth}`,
    `mlp: 784-${Array(depth).fill(width).join("-")}-10 relu, batch ${batch}`,
    [batch, 784],
    ...Array.from({ length: depth }, (_, i) => [linear(i === 0 ? 784 : width, width), relu]).flat(),
    linear(width, 10),
  );

export const cnn = train(
  ...(["cnn", "cnn: conv 1-8, relu, pool, conv 8-16, relu, pool, linear 400-10, batch 64", [64, 1, 28, 28]] as const),
  ...[conv(1, 8), relu, pool, conv(8, 16), relu, pool, flatten, linear(400, 10)],
);

/** The model of `npm start`, without its dropout: masks differ between libraries, and so would the losses. */
export const defaultCnn = train(
  ...([
    "default-cnn",
    "default CNN: conv 5×5 1-8, BN, relu, pool, conv 5×5 8-16, BN, relu, pool, linear, batch 64",
  ] as const),
  ...([[64, 1, 28, 28], conv(1, 8, 5), batchNorm(8), relu, pool, conv(8, 16, 5), batchNorm(16), relu, pool] as const),
  ...[flatten, linear(256, 10)],
);

export const paddedCnn = train(
  ...(["padded-cnn", "padded CNN: conv 3×3 1-16-32, each with BN, relu and pool, linear, batch 64"] as const),
  ...([[64, 1, 28, 28], conv(1, 16, 3, 1), batchNorm(16), relu, pool, conv(16, 32, 3, 1), batchNorm(32)] as const),
  ...[relu, pool, flatten, linear(1568, 10)],
);

export const normalizedMlp = train(
  ...(["normalized-mlp", "normalized MLP: 784-256-256-10, LayerNorm, GELU, batch 64", [64, 784]] as const),
  ...[linear(784, 256), layerNorm(256), gelu, linear(256, 256), layerNorm(256), gelu, linear(256, 10)],
);

export const autoencoder: Problem = {
  ...train(
    ...(["autoencoder", "autoencoder: 784-128-32-128-784 relu, mean squared error, batch 64", [64, 784]] as const),
    ...[linear(784, 128), relu, linear(128, 32), relu, linear(32, 128), relu, linear(128, 784)],
  ),
  reconstruct: true,
};

const block = (features: number): Layer[] => [
  {
    kind: "residual",
    layers: [
      layerNorm(features),
      { kind: "attention", heads: 4, layers: [linear(features, 3 * features), linear(features, features)] },
    ],
  },
  {
    kind: "residual",
    layers: [layerNorm(features), linear(features, 4 * features), gelu, linear(4 * features, features)],
  },
];

export const transformer: Problem = {
  ...train(
    ...(["transformer", "transformer: 65 characters, 2 blocks, 64 features, 4 heads, context 64, batch 16"] as const),
    ...([[16, 64], { kind: "embedding", shape: [65, 64] }, { kind: "positions", shape: [64, 64] }] as const),
    ...[...block(64), ...block(64), layerNorm(64), linear(64, 65), rows],
  ),
  classes: 65,
  below: 65,
};

/** The tiny model with its middle layers repeated: `links` of them. */
export const chain = (links: number): Problem =>
  train(
    ...([`chain-${links}`, `chain of ${links} layers 16-16 tanh, batch 32`, [32, 2]] as const),
    ...[linear(2, 16), ...Array.from({ length: links }, () => [tanh, linear(16, 16)]).flat(), tanh, linear(16, 10)],
  );

const bare = (kind: Exclude<Problem["kind"], "train">, title: string, shape: readonly number[]): Problem => ({
  ...{ name: kind, title, kind, shape, classes: 0 },
  layers: [],
});

/** One backward pass leaves the gradient, as in training. */
export const adamUpdate = bare("adam", "Adam update of 2^20 parameters", [2 ** 20]);
/** The same with the gradient unchecked: what remains is the kernel. */
export const adamInPlace = bare("adamInPlace", "Adam's kernel alone, 2^20 parameters", [2 ** 20]);
export const gemm = bare("gemm", "gemm 256^3", [256, 256]);

/** The machine's own limits: multiplications and additions that stay in registers; a copy of 64 MiB. */
export const peakRounds = 1e5;
export const peak = bare("peak", "multiply-add in registers", [1]);
export const copy = bare("copy", "copy of 64 MiB", [2 ** 24]);

/** The number of elements of a shape. */
export const product = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/** The shapes of the numbers that a layer takes; norms start with ones and zeros. */
function shapesOf(layer: Layer): (readonly number[])[] {
  if ("layers" in layer) return layer.layers.flatMap(shapesOf);
  if (!("shape" in layer)) return [];
  const hasBias = layer.kind === "linear" || layer.kind === "conv";
  return hasBias ? [layer.shape, [layer.shape[0]]] : [layer.shape];
}

/**
 * Writes `folder`/problem.json and `folder`/numbers.f32: the inputs (for "adam" θ and the gradient, for "gemm" both
 * factors), then the weights of each layer. Weights are uniform in ±1/√fan-in, seeded: the same for everyone.
 */
export function writeProblem(problem: Problem, folder: string): void {
  const random = new Random(5);
  const { kind, shape, layers, below, inputs = [], classes } = problem;
  const any = (): number => random.uniform(-1, 1);
  const numbers: number[][] = [];
  if (kind !== "copy" && kind !== "op") numbers.push(draw(shape, below ? () => random.integer(below) : any));
  if (["adam", "adamInPlace", "gemm"].includes(kind)) numbers.push(draw(shape, any));
  for (const { shape, values } of inputs) numbers.push(draw(shape, () => drawValue(random, values)));
  // A bias has the bound of its weight, which comes before it.
  let fanInBefore = 1;
  for (const shape of layers.flatMap(shapesOf)) {
    const fanIn = shape.length > 1 ? product(shape) / shape[0] : fanInBefore;
    const bound = 1 / Math.sqrt(fanIn);
    numbers.push(draw(shape, () => random.uniform(-bound, bound)));
    fanInBefore = fanIn;
  }
  const labels = kind === "train" ? draw(below ? shape : [shape[0]], () => random.integer(classes)) : [];
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/problem.json`, JSON.stringify({ ...problem, labels }));
  writeFileSync(`${folder}/numbers.f32`, new Uint8Array(Float32Array.from(numbers.flat()).buffer));
}

function drawValue(random: Random, values: Values): number {
  if (typeof values === "number") return random.integer(values);
  return values === "any" ? random.uniform(-1, 1) : random.uniform(0.1, 2);
}

const draw = (shape: readonly number[], next: () => number): number[] => Array.from({ length: product(shape) }, next);
