import { create } from "@bufbuild/protobuf";
import {
  TensorProto_DataType,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { Shape } from "../../array/shape.ts";

/** Describes an input or output of a graph. Its first axis, the batch, has any size. */
export function valueInfo(name: string, shape: Shape, kind: keyof typeof TensorProto_DataType): ValueInfoProto {
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
