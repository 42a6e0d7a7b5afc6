/** @file A model as an ONNX file: https://onnx.ai/onnx/repo-docs/IR.html */

import { excerpt } from "../../check/excerpt.ts";
import type { LoadedModel } from "../../model/index.ts";
import { encodeMessage, type Message } from "./encodeMessage.ts";
import { OnnxGraph } from "./onnxGraph.ts";
import { addLayer } from "./onnxLayers.ts";
import { addPrediction, addPreprocessing, textDomain } from "./onnxPreprocessing.ts";
import { valueInfo } from "./valueInfo.ts";

/** The version of the operators. 17 is the first with LayerNormalization. */
const opset = 17;
/** The version of the file format that belongs to this opset. */
const irVersion = 8;
/** The version of the encoders of texts. */
const textOpset = 2;

export interface OnnxOptions {
  /**
   * Takes the columns of the table as inputs, one tensor [batch, 1] each. Returns `label` and `probabilities`, or
   * `prediction` in the target's units. Default: false.
   */
  preprocessing?: boolean;
}

/**
 * Returns a model as the bytes of an ONNX file, opset 17: input `input` [batch, ...inputShape], output `output`, the
 * logits. The batch axis is free. The weights keep their names. Dropout is left out, batch norm uses its running
 * statistics. Throws RangeError if `preprocessing` is asked for and the model has none.
 */
export function toOnnx(loaded: LoadedModel, options: OnnxOptions = {}): Uint8Array {
  const { record } = loaded;
  const { graph, inputs, outputs } = options.preprocessing ? wholeGraph(loaded) : plainGraph(loaded);
  const domains: [domain: string, version: number][] = [["", opset]];
  if (options.preprocessing) domains.push([textDomain, textOpset]);
  return encodeMessage("ModelProto", {
    irVersion,
    producerName: "downhill",
    producerVersion: record.versions.downhill,
    opsetImport: domains.map(([domain, version]) => ({ domain, version })),
    metadataProps: metadata(record.classNames),
    graph: {
      name: "model",
      node: graph.nodes,
      initializer: graph.numbers,
      input: inputs,
      output: outputs,
    },
  });
}

interface Parts {
  graph: OnnxGraph;
  inputs: Message<"ValueInfoProto">[];
  outputs: Message<"ValueInfoProto">[];
}

/** From the numbers of examples to the outputs of the last layer. */
function plainGraph(loaded: LoadedModel): Parts {
  const { record, layers } = loaded;
  const graph = new OnnxGraph();
  addLayers(graph, loaded, "input");
  graph.rename("output");
  const input = valueInfo("input", record.inputShape, layers[0]?.layer === "Embedding" ? "INT64" : "FLOAT");
  return {
    graph,
    inputs: [input],
    outputs: [valueInfo("output", layers.at(-1)?.output ?? record.inputShape, "FLOAT")],
  };
}

/** From the columns of a table to labels, or to numbers in the target's own units. */
function wholeGraph(loaded: LoadedModel): Parts {
  const { preprocessing, file } = loaded;
  if (preprocessing === null)
    throw new RangeError(`toOnnx: ${file} must have a preprocessing, got a model that takes numbers`);
  const { features, target } = preprocessing;
  const graph = new OnnxGraph();
  const names = addPrediction(graph, addLayers(graph, loaded, addPreprocessing(graph, features)), target);
  const taken = features.find(({ name }) => graph.holds(name));
  if (taken !== undefined)
    throw new RangeError(`toOnnx: columns must not have the name of a result, got ${excerpt(taken.name)}; rename it`);
  const width = target.task === "regression" ? 1 : target.classNames.length;
  return {
    graph,
    inputs: features.map(({ name, kind }) => valueInfo(name, [1], kind === "text" ? "STRING" : "DOUBLE")),
    outputs: names.map((name) =>
      valueInfo(name, name === "label" ? [] : [width], name === "label" ? "STRING" : "FLOAT"),
    ),
  };
}

/** Adds the layers, and returns the name of their result. */
function addLayers(graph: OnnxGraph, { model, layers }: LoadedModel, input: string): string {
  const state = model.stateDict();
  let x = input;
  for (const placed of layers) {
    x = addLayer(graph, placed, x, (name) => {
      const path = placed.path === "" ? name : `${placed.path}.${name}`;
      const tensor = state.get(path);
      if (tensor === undefined) throw new Error(`toOnnx: ${path} must be a weight of the model`);
      return graph.floats(path, tensor.data, tensor.shape);
    });
  }
  return layers.length === 0 ? graph.add("Identity", [x]) : x;
}

/** Class names as JSON in the metadata: ONNX has no other place for them. */
const metadata = (classNames: readonly string[] | null) =>
  classNames === null ? [] : [{ key: "class_names", value: JSON.stringify(classNames) }];
