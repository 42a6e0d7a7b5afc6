/** @file Each layer as ONNX operators of opset 17. https://onnx.ai/onnx/operators */

import { dataTypes } from "../../generated/onnx.ts";
import type { LayerName, SettingsOf } from "../../model/support/layerKinds.ts";
import type { PlacedLayer } from "../../model/support/placeLayers.ts";
import type { OnnxGraph } from "./onnxGraph.ts";

/** A layer in a graph: `x` names its input, `weight("bias")` the tensor of that name. */
export interface OnnxLayer<N extends LayerName> {
  readonly graph: OnnxGraph;
  readonly x: string;
  readonly settings: SettingsOf<N>;
  /** The number of axes of the input, without the batch. */
  readonly rank: number;
  weight(name: string): string;
}

type Two = readonly [number, number];

/** ONNX pads [top, left, bottom, right]. */
const pads = ([vertical, horizontal]: Two): number[] => [vertical, horizontal, vertical, horizontal];

const normalized = ({ graph, x, settings, weight }: OnnxLayer<"BatchNorm1d" | "BatchNorm2d">): string =>
  graph.add("BatchNormalization", [x, ...["weight", "bias", "running_mean", "running_var"].map(weight)], {
    epsilon: { float: settings.eps },
  });

/** x Φ(x), or its approximation by tanh: GELU itself is in opset 20 only. */
function gelu({ graph, x, settings }: OnnxLayer<"GELU">): string {
  const { add } = bound(graph);
  const half = add("Mul", x, graph.constant(0.5));
  const inside =
    settings.approximate === "none"
      ? add("Erf", add("Mul", x, graph.constant(Math.SQRT1_2)))
      : add("Tanh", add("Mul", graph.constant(Math.sqrt(2 / Math.PI)), add("Add", x, cubed(graph, x))));
  return add("Mul", half, add("Add", inside, graph.constant(1)));
}

/** 0.044715 x³ */
function cubed(graph: OnnxGraph, x: string): string {
  const { add } = bound(graph);
  return add("Mul", graph.constant(0.044715), add("Mul", x, add("Mul", x, x)));
}

const bound = (graph: OnnxGraph) => ({
  add: (op: string, ...inputs: string[]): string => graph.add(op, inputs),
});

/** x Wᵀ + b. Gemm takes matrices only. */
function linear({ graph, x, settings, weight, rank }: OnnxLayer<"Linear">): string {
  const bias = settings.bias ? [weight("bias")] : [];
  if (rank === 1) return graph.add("Gemm", [x, weight("weight"), ...bias], { transB: 1 });
  const transposed = graph.add("Transpose", [weight("weight")], { perm: [1, 0] });
  const product = graph.add("MatMul", [x, transposed]);
  return settings.bias ? graph.add("Add", [product, ...bias]) : product;
}

const unary =
  (op: string) =>
  ({ graph, x }: { graph: OnnxGraph; x: string }): string =>
    graph.add(op, [x]);

/** Adds the operators of a layer to the graph, and returns the name of their result. */
export const onnxLayers: { readonly [N in LayerName]: (layer: OnnxLayer<N>) => string } = {
  Linear: linear,
  Conv2d: ({ graph, x, settings, weight }) =>
    graph.add("Conv", [x, weight("weight"), ...(settings.bias ? [weight("bias")] : [])], {
      kernel_shape: settings.kernelSize,
      strides: settings.stride,
      pads: pads(settings.padding),
      dilations: settings.dilation,
      group: settings.groups,
    }),
  BatchNorm1d: normalized,
  BatchNorm2d: normalized,
  LayerNorm: ({ graph, x, settings, weight }) =>
    graph.add("LayerNormalization", [x, weight("weight"), weight("bias")], {
      axis: -settings.features.length,
      epsilon: { float: settings.eps },
    }),
  Embedding: ({ graph, x, weight }) =>
    graph.add("Gather", [weight("weight"), graph.add("Cast", [x], { to: dataTypes.INT64 })]),
  MaxPool2d: ({ graph, x, settings: { kernelSize, stride, padding } }) =>
    graph.add("MaxPool", [x], { kernel_shape: kernelSize, strides: stride, pads: pads(padding) }),
  AvgPool2d: ({ graph, x, settings: { kernelSize, stride, padding, countPadding } }) =>
    graph.add("AveragePool", [x], {
      kernel_shape: kernelSize,
      strides: stride,
      pads: pads(padding),
      count_include_pad: countPadding ? 1 : 0,
    }),
  Flatten: ({ graph, x }) => graph.add("Flatten", [x], { axis: 1 }),
  Dropout: unary("Identity"),
  Softmax: ({ graph, x, settings: { axis } }) => graph.add("Softmax", [x], { axis }),
  ReLU: unary("Relu"),
  LeakyReLU: ({ graph, x, settings: { slope } }) => graph.add("LeakyRelu", [x], { alpha: { float: slope } }),
  ELU: ({ graph, x, settings: { alpha } }) => graph.add("Elu", [x], { alpha: { float: alpha } }),
  GELU: gelu,
  SiLU: ({ graph, x }) => graph.add("Mul", [x, graph.add("Sigmoid", [x])]),
  Sigmoid: unary("Sigmoid"),
  Softplus: unary("Softplus"),
  Tanh: unary("Tanh"),
};

/** Adds a placed layer to the graph. */
export function addLayer(graph: OnnxGraph, placed: PlacedLayer, x: string, weight: (name: string) => string): string {
  const { layer, settings, input } = placed;
  const add = onnxLayers[layer] as (layer: OnnxLayer<never>) => string;
  return add({ graph, x, settings: settings as never, rank: input.length, weight });
}
