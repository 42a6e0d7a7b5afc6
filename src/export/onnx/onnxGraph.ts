/** @file A graph of ONNX operators under construction: nodes, and the numbers they use. */

import { create } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
} from "onnx-buf";
import type { Floats } from "../../array/floats.ts";
import { type Shape, sizeOf } from "../../array/shape.ts";

export type Attributes = Readonly<Record<string, Attribute>>;

/** An integer has the type INT; a number that may be a fraction is written `{ float }`. */
export type Attribute =
  | number
  | readonly number[]
  | { readonly float: number }
  | { readonly strings: readonly string[] };

export class OnnxGraph {
  readonly nodes: NodeProto[] = [];
  readonly numbers: TensorProto[] = [];

  /** Adds a node, and returns the name of its result. */
  add(opType: string, input: readonly string[], attributes: Attributes = {}, domain = ""): string {
    const name = `${opType.toLowerCase()}_${this.nodes.length}`;
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.nodes.push(create(NodeProtoSchema, { name, opType, domain, input: [...input], output: [name], attribute }));
    return name;
  }

  /** Adds numbers as Float32, and returns their name. */
  floats(name: string, values: Floats | readonly number[], dims: Shape): string {
    const data = Float32Array.from(values);
    const rawData = new Uint8Array(data.buffer);
    return this.tensor(name, TensorProto_DataType.FLOAT, rawData, dims);
  }

  /** Adds whole numbers as 64-bit integers, and returns their name. */
  integers(name: string, values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.tensor(name, TensorProto_DataType.INT64, new Uint8Array(data.buffer), [values.length]);
  }

  /** Adds one Float32 number that operators broadcast, and returns its name. */
  constant(value: number): string {
    return this.floats(`constant_${this.numbers.length}`, [value], []);
  }

  /** Names the result of the last node. */
  rename(to: string): void {
    const last = this.nodes.at(-1) as NodeProto;
    last.output = [to];
  }

  private tensor(name: string, dataType: number, rawData: Uint8Array<ArrayBuffer>, shape: Shape): string {
    if (rawData.length === 0 && sizeOf(shape) > 0) throw new Error(`toOnnx: ${name} must have numbers`);
    this.numbers.push(create(TensorProtoSchema, { name, dataType, rawData, dims: shape.map(BigInt) }));
    return name;
  }
}

function attributeOf(name: string, value: Attribute): AttributeProto {
  const types = AttributeProto_AttributeType;
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: types.INT, i: BigInt(value) });
  if ("float" in value) return create(AttributeProtoSchema, { name, type: types.FLOAT, f: value.float });
  if ("strings" in value) {
    const strings = value.strings.map((text) => new TextEncoder().encode(text));
    return create(AttributeProtoSchema, { name, type: types.STRINGS, strings });
  }
  return create(AttributeProtoSchema, { name, type: types.INTS, ints: value.map(BigInt) });
}
