/** @file The layers that a model file can describe: one list, by class name. */

import { type Shape, sizeOf } from "../../array/shape.ts";
import type { Random } from "../../autograd/random.ts";
import {
  boolean,
  count,
  countOrZero,
  finite,
  integer,
  type Kind,
  kind,
  oneOf,
  positive,
  unitInterval,
} from "../../check/kinds.ts";
import { conv2dGeometry, pool2dGeometry } from "../../kernels/geometry.ts";
import * as nn from "../../nn/index.ts";

/** A layer that a model file can describe. Its settings are those of the class's `settings()`. */
export interface LayerKind<S = never> {
  readonly type: abstract new (...args: never[]) => nn.Module;
  readonly settings: { readonly [name in keyof S]-?: Kind<S[name]> };
  make(settings: S, random: Random): nn.Module;
  /** Returns the shapes of its parameters and buffers by their names in files. */
  tensors?(settings: S): Record<string, Shape>;
  /** Returns the shape of one example's result, without the batch. Throws RangeError if the input does not fit. */
  output(settings: S, input: Shape): Shape;
}

type Two = readonly [number, number];

/** The limit of a size. Products of larger sizes would not be exact. */
const largest = 2 ** 24;
const isSmall = (value: number): boolean => value <= largest;

const size = kind<number>(`${count.text} and at most ${largest}`, (n: unknown) => count.holds(n) && isSmall(n));
const two = (item: Kind<number>): Kind<Two> =>
  kind(`two numbers, each ${item.text}`, (both: unknown) => {
    return Array.isArray(both) && both.length === 2 && both.every((n) => item.holds(n) && isSmall(n));
  });
const sizes = kind<Shape>(`1 to 8 numbers, each ${size.text}`, (list: unknown) => {
  return Array.isArray(list) && list.length >= 1 && list.length <= 8 && list.every((n) => size.holds(n));
});
const orNull = <T>(item: Kind<T>): Kind<T | null> =>
  kind(`${item.text} or null`, (value: unknown) => value === null || item.holds(value));

const same = (_settings: unknown, input: Shape): Shape => input;

/** Throws RangeError unless the condition holds. */
function need(holds: boolean, needed: string, input: Shape): void {
  if (!holds) throw new RangeError(`the input of one example must be ${needed}, got [${input}]`);
}

/** A layer without numbers that are saved. */
const plain = <S extends object>(
  type: LayerKind["type"],
  settings: LayerKind<S>["settings"],
  make: LayerKind<S>["make"],
  output: LayerKind<S>["output"] = same,
): LayerKind<S> => ({ type, settings, make, output });

interface Pooling {
  kernelSize: Two;
  stride: Two;
  padding: Two;
}
const pooling = { kernelSize: two(count), stride: two(count), padding: two(countOrZero) };

function pooled(settings: Pooling, input: Shape): Shape {
  const { channels, outHeight, outWidth } = pool2dGeometry("pooling", [1, ...input], settings);
  return [channels, outHeight, outWidth];
}

interface Normalization {
  channels: number;
  eps: number;
  momentum: number | null;
}

const batchNorm = (
  type: typeof nn.BatchNorm1d | typeof nn.BatchNorm2d,
  ranks: readonly number[],
): LayerKind<Normalization> => ({
  type,
  settings: { channels: size, eps: positive, momentum: orNull(unitInterval) },
  make: ({ channels, ...options }) => new type(channels, options),
  tensors: ({ channels: n }) => ({
    ...{ weight: [n], bias: [n], running_mean: [n], running_var: [n], num_batches_tracked: [] },
  }),
  output({ channels }, input) {
    need(
      ranks.includes(input.length) && input[0] === channels,
      `${ranks.join(" or ")} axes with ${channels} first`,
      input,
    );
    return input;
  },
});

const linear: LayerKind<{ inFeatures: number; outFeatures: number; bias: boolean }> = {
  type: nn.Linear,
  settings: { inFeatures: size, outFeatures: size, bias: boolean },
  make: ({ inFeatures, outFeatures, bias }, random) => new nn.Linear(inFeatures, outFeatures, { random, bias }),
  tensors: ({ inFeatures, outFeatures, bias }) => ({
    weight: [outFeatures, inFeatures],
    ...(bias && { bias: [outFeatures] }),
  }),
  output({ inFeatures, outFeatures }, input) {
    need(input.at(-1) === inFeatures, `${inFeatures} numbers in its last axis`, input);
    return [...input.slice(0, -1), outFeatures];
  },
};

interface Convolution {
  inChannels: number;
  outChannels: number;
  kernelSize: Two;
  stride: Two;
  padding: Two;
  dilation: Two;
  groups: number;
  bias: boolean;
}

const kernels = ({ inChannels, outChannels, kernelSize, groups }: Convolution): Shape => [
  outChannels,
  inChannels / groups,
  ...kernelSize,
];

const conv2d: LayerKind<Convolution> = {
  type: nn.Conv2d,
  settings: {
    ...{ inChannels: size, outChannels: size, kernelSize: two(count), stride: two(count), padding: two(countOrZero) },
    ...{ dilation: two(count), groups: size, bias: boolean },
  },
  make: ({ inChannels, outChannels, kernelSize, ...options }, random) =>
    new nn.Conv2d(inChannels, outChannels, kernelSize, { ...options, random }),
  tensors: (settings) => ({ weight: kernels(settings), ...(settings.bias && { bias: [settings.outChannels] }) }),
  output(settings, input) {
    const { stride, padding, dilation, groups } = settings;
    const options = { stride, padding, dilation, groups };
    const { outChannels, outHeight, outWidth } = conv2dGeometry("Conv2d", [1, ...input], kernels(settings), options);
    return [outChannels, outHeight, outWidth];
  },
};

const layerNorm: LayerKind<{ features: Shape; eps: number }> = {
  type: nn.LayerNorm,
  settings: { features: sizes, eps: positive },
  make: ({ features, eps }) => new nn.LayerNorm(features, { eps }),
  tensors: ({ features }) => ({ weight: features, bias: features }),
  output({ features }, input) {
    need(`${input.slice(-features.length)}` === `${features}`, `of a shape that ends in [${features}]`, input);
    return input;
  },
};

const embedding: LayerKind<{ count: number; features: number }> = {
  type: nn.Embedding,
  settings: { count: size, features: size },
  make: ({ count: rows, features }, random) => new nn.Embedding(rows, features, { random }),
  tensors: ({ count: rows, features }) => ({ weight: [rows, features] }),
  output: ({ features }, input) => [...input, features],
};

function alongAxis({ axis }: { axis: number }, input: Shape): Shape {
  const place = axis < 0 ? axis + input.length : axis - 1;
  need(place >= 0 && place < input.length, `a shape with an axis ${axis}, counted with the batch`, input);
  return input;
}

/** The layers by the names that files use: PyTorch's. Sequential is a list of these. */
export const layerKinds = {
  Linear: linear,
  Conv2d: conv2d,
  BatchNorm1d: batchNorm(nn.BatchNorm1d, [1, 2]),
  BatchNorm2d: batchNorm(nn.BatchNorm2d, [3]),
  LayerNorm: layerNorm,
  Embedding: embedding,
  MaxPool2d: plain<Pooling>(nn.MaxPool2d, pooling, ({ kernelSize, ...o }) => new nn.MaxPool2d(kernelSize, o), pooled),
  AvgPool2d: plain<Pooling & { countPadding: boolean }>(
    nn.AvgPool2d,
    { ...pooling, countPadding: boolean },
    ({ kernelSize, ...options }) => new nn.AvgPool2d(kernelSize, options),
    pooled,
  ),
  Flatten: plain(
    nn.Flatten,
    {},
    () => new nn.Flatten(),
    (_, input) => [sizeOf(input)],
  ),
  Dropout: plain<{ p: number }>(nn.Dropout, { p: unitInterval }, ({ p }, random) => new nn.Dropout(p, { random })),
  Softmax: plain<{ axis: number }>(nn.Softmax, { axis: integer }, ({ axis }) => new nn.Softmax(axis), alongAxis),
  ReLU: plain(nn.ReLU, {}, () => new nn.ReLU()),
  LeakyReLU: plain<{ slope: number }>(nn.LeakyReLU, { slope: finite }, ({ slope }) => new nn.LeakyReLU(slope)),
  ELU: plain<{ alpha: number }>(nn.ELU, { alpha: finite }, ({ alpha }) => new nn.ELU(alpha)),
  GELU: plain<{ approximate: "none" | "tanh" }>(
    nn.GELU,
    { approximate: oneOf("none", "tanh") },
    (options) => new nn.GELU(options),
  ),
  SiLU: plain(nn.SiLU, {}, () => new nn.SiLU()),
  Sigmoid: plain(nn.Sigmoid, {}, () => new nn.Sigmoid()),
  Softplus: plain(nn.Softplus, {}, () => new nn.Softplus()),
  Tanh: plain(nn.Tanh, {}, () => new nn.Tanh()),
} as const;

export type LayerName = keyof typeof layerKinds;

/** The settings of a layer by its name. */
export type SettingsOf<N extends LayerName> = (typeof layerKinds)[N] extends LayerKind<infer S> ? S : never;
