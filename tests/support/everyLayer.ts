/** @file Every layer with settings that differ from their defaults, for what must work with all of them. */

import { Random, randn, type Tensor, tensor } from "../../src/autograd/index.ts";
import * as nn from "../../src/nn/index.ts";

export interface LayerCase {
  name: string;
  layer: nn.Module;
  /** The shape of one example. */
  input: number[];
  /** Inputs of the layer that are whole numbers below this; otherwise they are standard normal. */
  below?: number;
}

const random = new Random(5);

/** A layer whose weights and buffers all differ from what new layers have. */
function warm<T extends nn.Module>(layer: T): T {
  for (const [, parameter] of layer.namedParameters())
    parameter.assign(Float32Array.from(parameter.data, (value) => value + random.uniform(-0.5, 0.5)));
  for (const [, buffer] of layer.namedBuffers())
    buffer.assign(buffer.shape.length === 0 ? [3] : Float32Array.from(buffer.data, () => random.uniform(0.5, 2)));
  return layer.eval();
}

const one = (name: string, layer: nn.Module, input: number[], below?: number): LayerCase => ({
  ...{ name, layer: warm(layer), input },
  ...(below !== undefined && { below }),
});

/** Returns every class that nn exports, once or more. */
export const everyLayer = (): LayerCase[] => [...layersWithWeights(), ...plainLayers(), nested()];

function layersWithWeights(): LayerCase[] {
  return [
    one("Linear", new nn.Linear(3, 2, { random }), [3]),
    one("Linear without bias, of further axes", new nn.Linear(3, 4, { random, bias: false }), [5, 3]),
    one(
      "Conv2d in groups",
      new nn.Conv2d(4, 6, [3, 2], { random, stride: [2, 1], padding: [1, 0], groups: 2 }),
      [4, 7, 6],
    ),
    one("Conv2d dilated, without bias", new nn.Conv2d(1, 2, 3, { random, dilation: 2, bias: false }), [1, 7, 6]),
    one("BatchNorm1d", new nn.BatchNorm1d(3, { eps: 1e-3, momentum: null }), [3]),
    one("BatchNorm1d with length", new nn.BatchNorm1d(3, { momentum: 0.2 }), [3, 5]),
    one("BatchNorm2d", new nn.BatchNorm2d(3, { eps: 1e-4 }), [3, 4, 2]),
    one("LayerNorm", new nn.LayerNorm(5, { eps: 1e-3 }), [5]),
    one("LayerNorm over two axes", new nn.LayerNorm([3, 4]), [2, 3, 4]),
    one("Embedding", new nn.Embedding(6, 3, { random }), [4], 6),
  ];
}

function plainLayers(): LayerCase[] {
  return [
    one("MaxPool2d", new nn.MaxPool2d([2, 3], { stride: [1, 2], padding: [1, 1] }), [2, 5, 6]),
    one("AvgPool2d", new nn.AvgPool2d(2), [2, 4, 6]),
    one("AvgPool2d with padding", new nn.AvgPool2d([2, 3], { stride: 1, padding: [1, 0] }), [2, 4, 6]),
    one(
      "AvgPool2d of what lies inside",
      new nn.AvgPool2d(3, { stride: 2, padding: 1, countPadding: false }),
      [2, 5, 6],
    ),
    one("Flatten", new nn.Flatten(), [2, 3, 4]),
    one("Dropout", new nn.Dropout(0.25, { random }), [4]),
    one("Softmax", new nn.Softmax(), [4]),
    one("Softmax over channels", new nn.Softmax(1), [3, 4]),
    one("ReLU", new nn.ReLU(), [4]),
    one("LeakyReLU", new nn.LeakyReLU(0.2), [4]),
    one("ELU", new nn.ELU(0.7), [4]),
    one("GELU", new nn.GELU(), [4]),
    one("GELU by tanh", new nn.GELU({ approximate: "tanh" }), [4]),
    one("SiLU", new nn.SiLU(), [4]),
    one("Sigmoid", new nn.Sigmoid(), [4]),
    one("Softplus", new nn.Softplus(), [4]),
    one("Tanh", new nn.Tanh(), [4]),
  ];
}

function nested(): LayerCase {
  return one(
    "Sequential in a Sequential",
    new nn.Sequential(
      new nn.Sequential(new nn.Conv2d(1, 2, 3, { random }), new nn.BatchNorm2d(2), new nn.ReLU()),
      new nn.MaxPool2d(2),
      new nn.Flatten(),
      new nn.Dropout(0.5, { random }),
      new nn.Linear(8, 3, { random }),
    ),
    [1, 6, 6],
  );
}

/** Returns seeded examples for a layer.   [n, ...input] */
export function examplesFor({ input, below }: LayerCase, n = 5): Tensor {
  const draw = new Random(11);
  if (below === undefined) return randn([n, ...input], { random: draw });
  const count = input.reduce((a, b) => a * b, n);
  return tensor(
    Float32Array.from({ length: count }, () => draw.integer(below)),
    { shape: [n, ...input] },
  );
}
