import type { Shape } from "../../array/shape.ts";
import { dataTypes } from "../../generated/onnx.ts";
import type { Message } from "./encodeMessage.ts";

/** Describes an input or output of a graph. Its first axis, the batch, has any size. */
export function valueInfo(name: string, shape: Shape, kind: keyof typeof dataTypes): Message<"ValueInfoProto"> {
  const dim = [{ dimParam: "batch" }, ...shape.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: dataTypes[kind], shape: { dim } } } };
}
