/** @file Each layer as calls of an exported file: its result, and in training its gradients. */

import { sizeOf } from "../../array/shape.ts";
import type { LayerName, SettingsOf } from "../../model/support/layerKinds.ts";
import type { PlacedLayer } from "../../model/support/placeLayers.ts";
import { decimalText } from "./decimalText.ts";

/** A layer in an exported file, with the names of its variables there. */
export interface JavascriptLayer<N extends LayerName> {
  readonly settings: SettingsOf<N>;
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** The input and the result: `x0`, `x1`. */
  readonly x: string;
  readonly y: string;
  /** ∂L/∂y, and ∂L/∂x; null if no layer before has weights. */
  readonly dy: string;
  readonly dx: string | null;
  /** Returns the constant with a weight, a size or the like: `weight0`. */
  name(what: string): string;
}

type Statements = readonly string[];

/** The calls of a layer. Without `gradient` the result is the input itself. */
interface Calls<N extends LayerName> {
  /** The constant with the sizes that its functions take. */
  sizes?(layer: JavascriptLayer<N>): object;
  /** The expression of the result. Absent: the numbers stay as they are. */
  result?(layer: JavascriptLayer<N>): string;
  /** The statements of the result in training, where they differ. */
  training?(layer: JavascriptLayer<N>): Statements;
  /** The statements of the gradients of its weights and its input. */
  gradient?(layer: JavascriptLayer<N>): Statements;
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

/** The name of a gradient: `dWeight0`. */
export const gradientName = (weight: string): string => `d${capital(weight)}`;

const list = (...parts: (string | false | null)[]): Statements => parts.filter((part) => typeof part === "string");

/** An op on each element. `keeps` is the array that its derivative reads. */
const elementwise = <N extends LayerName>(
  op: (layer: JavascriptLayer<N>) => string,
  keeps: "x" | "y",
  setting: (layer: JavascriptLayer<N>) => string = () => "",
): Calls<N> => ({
  result: (layer) => `${op(layer)}(${layer.x}${setting(layer)})`,
  gradient: (layer) =>
    list(layer.dx && `const ${layer.dx} = ${op(layer)}Gradient(${layer.dy}, ${layer[keeps]}${setting(layer)});`),
});

const plain = <N extends LayerName>(op: string, keeps: "x" | "y"): Calls<N> => elementwise<N>(() => op, keeps);

const bias = ({ settings, name }: JavascriptLayer<"Linear" | "Conv2d">): string =>
  settings.bias ? name("bias") : "null";

const linear: Calls<"Linear"> = {
  result: (layer) => {
    const { inFeatures, outFeatures } = layer.settings;
    return `linear(${layer.x}, ${layer.name("weight")}, ${bias(layer)}, ${inFeatures}, ${outFeatures})`;
  },
  gradient({ settings, x, dy, dx, name }) {
    const sizes = `${settings.inFeatures}, ${settings.outFeatures}`;
    return list(
      `const ${gradientName(name("weight"))} = linearWeightGradient(${dy}, ${x}, ${sizes});`,
      settings.bias && `const ${gradientName(name("bias"))} = linearBiasGradient(${dy}, ${settings.outFeatures});`,
      dx && `const ${dx} = linearInputGradient(${dy}, ${name("weight")}, ${sizes});`,
    );
  },
};

const conv2d: Calls<"Conv2d"> = {
  sizes({ settings, input, output }) {
    const { inChannels, outChannels, kernelSize, stride, padding, dilation, groups } = settings;
    const [, inHeight, inWidth] = input;
    const [, outHeight, outWidth] = output;
    const [kernelHeight, kernelWidth] = kernelSize;
    return {
      ...{ inChannels, inHeight, inWidth, outChannels, outHeight, outWidth, kernelHeight, kernelWidth },
      ...{ stride, padding, dilation, groups },
    };
  },
  result: (layer) => `conv2d(${layer.x}, ${layer.name("weight")}, ${bias(layer)}, ${layer.name("sizes")})`,
  gradient: ({ settings, x, dy, dx, name }) =>
    list(
      `const ${gradientName(name("weight"))} = conv2dWeightGradient(${dy}, ${x}, ${name("sizes")});`,
      settings.bias && `const ${gradientName(name("bias"))} = conv2dBiasGradient(${dy}, ${name("sizes")});`,
      dx && `const ${dx} = conv2dInputGradient(${dy}, ${name("weight")}, ${name("sizes")});`,
    ),
};

type BatchNorm = JavascriptLayer<"BatchNorm1d" | "BatchNorm2d">;

const normalized = ({ x, name, settings }: BatchNorm, statistics: string): string =>
  `batchNorm(${x}, ${statistics}, ${name("weight")}, ${name("bias")}, ${name("sizes")}, ${decimalText(settings.eps)})`;

/** The gradients of a normalization come together, since they share sums. */
const normGradient = ({ dx, name }: Pick<BatchNorm, "dx" | "name">, value: string): Statements => [
  `const { ${dx === null ? "" : `dx: ${dx}, `}dWeight: ${gradientName(name("weight"))}, dBias: ${gradientName(name("bias"))} } = ${value};`,
];

const batchNorm: Calls<"BatchNorm1d"> & Calls<"BatchNorm2d"> = {
  sizes: ({ settings, input }: BatchNorm) => ({ channels: settings.channels, inner: sizeOf(input.slice(1)) }),
  result: (layer: BatchNorm) => normalized(layer, layer.name("running")),
  training(layer: BatchNorm) {
    const { x, y, name, settings } = layer;
    return [
      `const ${name("statistics")} = trainingStatistics(${x}, ${name("running")}, ${name("sizes")}, ${settings.momentum});`,
      `const ${y} = ${normalized(layer, name("statistics"))};`,
    ];
  },
  gradient(layer: BatchNorm) {
    const { x, dy, name, settings } = layer;
    const values = `${dy}, ${x}, ${name("statistics")}, ${name("weight")}, ${name("sizes")}, ${decimalText(settings.eps)}`;
    return normGradient(layer, `batchNormGradient(${values})`);
  },
};

const layerNorm: Calls<"LayerNorm"> = {
  result: ({ x, name, settings }) =>
    `layerNorm(${x}, ${name("weight")}, ${name("bias")}, ${decimalText(settings.eps)})`,
  gradient: (layer) =>
    normGradient(
      layer,
      `layerNormGradient(${layer.dy}, ${layer.x}, ${layer.name("weight")}, ${decimalText(layer.settings.eps)})`,
    ),
};

const embedding: Calls<"Embedding"> = {
  result: ({ x, name, settings }) => `embedding(${x}, ${name("weight")}, ${settings.count}, ${settings.features})`,
  gradient: ({ x, dy, name, settings }) => [
    `const ${gradientName(name("weight"))} = embeddingGradient(${dy}, ${x}, ${settings.count}, ${settings.features});`,
  ],
};

function poolSizes({ settings, input, output }: JavascriptLayer<"MaxPool2d" | "AvgPool2d">): object {
  const [channels, inHeight, inWidth] = input;
  const [, outHeight, outWidth] = output;
  const [kernelHeight, kernelWidth] = settings.kernelSize;
  const { stride, padding } = settings;
  return { channels, inHeight, inWidth, outHeight, outWidth, kernelHeight, kernelWidth, stride, padding };
}

const maxPool2d: Calls<"MaxPool2d"> = {
  sizes: poolSizes,
  result: ({ x, name }) => `maxPool2d(${x}, ${name("sizes")}).y`,
  training: ({ x, y, name }) => [`const { y: ${y}, argmax: ${name("argmax")} } = maxPool2d(${x}, ${name("sizes")});`],
  gradient: ({ x, dy, dx, name }) =>
    list(dx && `const ${dx} = maxPool2dGradient(${dy}, ${name("argmax")}, ${x}.length);`),
};

const avgPool2d: Calls<"AvgPool2d"> = {
  sizes: (layer) => ({ ...poolSizes(layer), countPadding: layer.settings.countPadding }),
  result: ({ x, name }) => `avgPool2d(${x}, ${name("sizes")})`,
  gradient: ({ dy, dx, name }) => list(dx && `const ${dx} = avgPool2dGradient(${dy}, ${name("sizes")});`),
};

const dropout: Calls<"Dropout"> = {
  training: ({ x, y, name, settings }) => [
    `const ${name("mask")} = dropoutMask(${x}.length, ${settings.p}, ${name("random")});`,
    `const ${y} = masked(${x}, ${name("mask")});`,
  ],
  gradient: ({ dy, dx, name }) => list(dx && `const ${dx} = masked(${dy}, ${name("mask")});`),
};

/** The length of the axis, and of what lies behind it. */
function alongAxis({ settings, input }: JavascriptLayer<"Softmax">): string {
  const place = settings.axis < 0 ? settings.axis + input.length : settings.axis - 1;
  return `${input[place]}, ${sizeOf(input.slice(place + 1))}`;
}

const softmax: Calls<"Softmax"> = {
  result: (layer) => `softmax(${layer.x}, ${alongAxis(layer)})`,
  gradient: (layer) =>
    list(layer.dx && `const ${layer.dx} = softmaxGradient(${layer.dy}, ${layer.y}, ${alongAxis(layer)});`),
};

export const javascriptLayers: { readonly [N in LayerName]: Calls<N> } = {
  Linear: linear,
  Conv2d: conv2d,
  BatchNorm1d: batchNorm,
  BatchNorm2d: batchNorm,
  LayerNorm: layerNorm,
  Embedding: embedding,
  MaxPool2d: maxPool2d,
  AvgPool2d: avgPool2d,
  Flatten: {},
  Dropout: dropout,
  Softmax: softmax,
  ReLU: plain("relu", "x"),
  LeakyReLU: elementwise(
    () => "leakyRelu",
    "x",
    ({ settings }) => `, ${settings.slope}`,
  ),
  ELU: elementwise(
    () => "elu",
    "x",
    ({ settings }) => `, ${settings.alpha}`,
  ),
  GELU: elementwise(({ settings }) => (settings.approximate === "none" ? "exactGelu" : "tanhGelu"), "x"),
  SiLU: plain("silu", "x"),
  Sigmoid: plain("sigmoid", "y"),
  Softplus: plain("softplus", "x"),
  Tanh: plain("tanh", "y"),
};

/** Returns the calls of a placed layer. */
export function callsOf(placed: PlacedLayer): Calls<never> {
  return javascriptLayers[placed.layer] as Calls<never>;
}
