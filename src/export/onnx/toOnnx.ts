/** @file A model as an ONNX file: https://onnx.ai/onnx/repo-docs/IR.html */

import { create, toBinary } from "@bufbuild/protobuf";
import {
  GraphProtoSchema,
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataType,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { Shape } from "../../array/shape.ts";
import type { LoadedModel } from "../../model/index.ts";
import { OnnxGraph } from "./onnxGraph.ts";
import { addLayer } from "./onnxLayers.ts";

/** The version of the operators. 17 is the first with LayerNormalization, and PyTorch 1.13 writes it too. */
export const opset = 17;
/** The version of the file format that belongs to this opset. */
const irVersion = 8n;

/**
 * Returns a model as the bytes of an ONNX file, opset 17: input `input` [batch, ...inputShape], output `output`. The
 * batch axis is free. The weights keep their names. Dropout is left out, batch norm uses its running statistics.
 */
export function toOnnx({ model, layers, record }: LoadedModel): Uint8Array {
  const graph = new OnnxGraph();
  const state = model.stateDict();
  let x = "input";
  for (const placed of layers) {
    x = addLayer(graph, placed, x, (name) => {
      const path = placed.path === "" ? name : `${placed.path}.${name}`;
      const tensor = state.get(path);
      if (tensor === undefined) throw new Error(`toOnnx: ${path} must be a weight of the model`);
      return graph.floats(path, tensor.data, tensor.shape);
    });
  }
  if (layers.length === 0) graph.add("Identity", [x]);
  graph.rename("output");
  const isIndexed = layers[0]?.layer === "Embedding";
  const output = layers.at(-1)?.output ?? record.inputShape;
  const proto = create(ModelProtoSchema, {
    irVersion,
    producerName: "downhill",
    producerVersion: record.versions.downhill,
    opsetImport: [{ domain: "", version: BigInt(opset) }],
    metadataProps: metadata(record.classNames),
    graph: create(GraphProtoSchema, {
      name: "model",
      node: graph.nodes,
      initializer: graph.numbers,
      input: [valueInfo("input", record.inputShape, isIndexed ? "INT64" : "FLOAT")],
      output: [valueInfo("output", output, "FLOAT")],
    }),
  });
  return toBinary(ModelProtoSchema, proto);
}

/** Class names under a key of their own, as JSON: ONNX has no place for them. */
const metadata = (classNames: readonly string[] | null) =>
  classNames === null
    ? []
    : [create(StringStringEntryProtoSchema, { key: "class_names", value: JSON.stringify(classNames) })];

function valueInfo(name: string, shape: Shape, kind: "FLOAT" | "INT64"): ValueInfoProto {
  const dim = [
    create(TensorShapeProto_DimensionSchema, { value: { case: "dimParam", value: "batch" } }),
    ...shape.map((n) => create(TensorShapeProto_DimensionSchema, { value: { case: "dimValue", value: BigInt(n) } })),
  ];
  const tensorType = create(TypeProto_TensorSchema, {
    elemType: TensorProto_DataType[kind],
    shape: create(TensorShapeProtoSchema, { dim }),
  });
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, { value: { case: "tensorType", value: tensorType } }),
  });
}
