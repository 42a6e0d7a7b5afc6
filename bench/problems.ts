/**
 * @file The input of every contender: a model with its first weights and one batch, as files that any language reads.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { Random } from "../src/autograd/random.ts";
import type { OpInput, Values } from "./opCases.ts";

export type Layer =
  | { kind: "linear" | "conv"; shape: readonly number[] }
  | { kind: "relu" | "tanh" | "pool" | "flatten" };

export interface Problem {
  name: string;
  /** Shown in the table. */
  title: string;
  kind: "train" | "adam" | "gemm" | "peak" | "copy" | "adamInPlace" | "op";
  /** Of the inputs of one batch; of the parameter; of both factors of a product. */
  shape: readonly number[];
  layers: readonly Layer[];
  classes: number;
  /** Of "op". */
  inputs?: readonly OpInput[];
}

const linear = (inFeatures: number, outFeatures: number): Layer => ({
  kind: "linear",
  shape: [outFeatures, inFeatures],
});
const conv = (inChannels: number, outChannels: number): Layer => ({
  kind: "conv",
  shape: [outChannels, inChannels, 3, 3],
});
const [relu, tanh, pool, flatten]: Layer[] = [
  { kind: "relu" },
  { kind: "tanh" },
  { kind: "pool" },
  { kind: "flatten" },
];

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

export const adamUpdate = bare("adam", "Adam update of 2^20 parameters", [2 ** 20]);
/** The same with the gradient in the kernels' memory and unchecked: what remains is the kernel. */
export const adamInPlace = bare("adamInPlace", "Adam's kernel alone, 2^20 parameters", [2 ** 20]);
export const gemm = bare("gemm", "gemm 256^3", [256, 256]);

/** The machine's own limits: multiplications and additions that stay in registers; a copy of 64 MiB. */
export const peakRounds = 1e5;
export const peak = bare("peak", "multiply-add in registers", [1]);
export const copy = bare("copy", "copy of 64 MiB", [2 ** 24]);

/**
 * Floating-point operations of one training step of linear layers: x Wᵀ forward, and the same number each for ∂W and
 * ∂x backward. The first layer needs no ∂x.
 */
export function flopsOf({ layers, shape }: Problem): number {
  const products = layers.flatMap((layer) => ("shape" in layer ? [2 * shape[0] * product(layer.shape)] : []));
  return products.reduce((sum, flops, i) => sum + (i === 0 ? 2 : 3) * flops, 0);
}

const product = (shape: readonly number[]): number => shape.reduce((size, n) => size * n, 1);

/**
 * Writes `folder`/problem.json and `folder`/numbers.f32: the inputs (for "adam" θ and the gradient, for "gemm" both
 * factors), then weight and bias of each layer. Weights are uniform in ±1/√fan-in, seeded: the same for everyone.
 */
export function writeProblem(problem: Problem, folder: string): void {
  const random = new Random(5);
  const size = product(problem.shape);
  const numbers: number[][] = ["copy", "op"].includes(problem.kind) ? [] : [draw(size, () => random.uniform(-1, 1))];
  for (const { shape, values } of problem.inputs ?? [])
    numbers.push(draw(product(shape), () => drawValue(random, values)));
  if (["adam", "adamInPlace", "gemm"].includes(problem.kind)) numbers.push(draw(size, () => random.uniform(-1, 1)));
  for (const layer of problem.layers) {
    if (!("shape" in layer)) continue;
    const bound = 1 / Math.sqrt(product(layer.shape) / layer.shape[0]);
    for (const length of [product(layer.shape), layer.shape[0]]) {
      numbers.push(draw(length, () => random.uniform(-bound, bound)));
    }
  }
  const labels = problem.kind === "train" ? draw(problem.shape[0], () => random.integer(problem.classes)) : [];
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/problem.json`, JSON.stringify({ ...problem, labels }));
  writeFileSync(`${folder}/numbers.f32`, new Uint8Array(Float32Array.from(numbers.flat()).buffer));
}

function drawValue(random: Random, values: Values): number {
  if (typeof values === "number") return random.integer(values);
  return values === "any" ? random.uniform(-1, 1) : random.uniform(0.1, 2);
}

const draw = (length: number, next: () => number): number[] => Array.from({ length }, next);
