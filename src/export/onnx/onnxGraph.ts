/** @file A graph of ONNX operators under construction: nodes, and the numbers they use. */

import type { Floats } from "../../array/floats.ts";
import type { Shape } from "../../array/shape.ts";
import { attributeTypes, dataTypes } from "../../generated/onnx.ts";
import type { Message } from "./encodeMessage.ts";

export type Attributes = Readonly<Record<string, Attribute>>;

/** Whole numbers have the type INT or INTS; the other types are named. */
export type Attribute =
  | number
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] };

type Node = Message<"NodeProto"> & { readonly name: string; output: readonly string[] };

export class OnnxGraph {
  readonly nodes: Node[] = [];
  readonly numbers: Message<"TensorProto">[] = [];

  /** Adds a node, and returns the name of its result. */
  add(opType: string, input: readonly string[], attributes: Attributes = {}, domain = ""): string {
    const name = `${opType.toLowerCase()}_${this.nodes.length}`;
    const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
    this.nodes.push({ name, opType, domain, input, output: [name], attribute });
    return name;
  }

  /** Adds numbers as Float32, and returns their name. */
  floats(name: string, values: Floats | readonly number[], dims: Shape): string {
    const data = Float32Array.from(values);
    const rawData = new Uint8Array(data.buffer);
    return this.tensor(name, dataTypes.FLOAT, rawData, dims);
  }

  /** Adds one number that operators broadcast, and returns its name. */
  constant(value: number, kind: keyof typeof scalars = "FLOAT"): string {
    const name = `constant_${this.numbers.length}`;
    return this.tensor(name, dataTypes[kind], new Uint8Array(scalars[kind](value).buffer), []);
  }

  /** Names the result of the last node. */
  rename(to: string): string {
    const last = this.nodes.at(-1) as Node;
    last.output = [to];
    return to;
  }

  /** Returns whether a tensor has this name. */
  holds(name: string): boolean {
    return this.numbers.some((one) => one.name === name) || this.nodes.some(({ output }) => output.includes(name));
  }

  private tensor(name: string, dataType: number, rawData: Uint8Array<ArrayBuffer>, shape: Shape): string {
    this.numbers.push({ name, dataType, rawData, dims: shape });
    return name;
  }
}

/** The bytes of one number of each kind. */
const scalars = {
  FLOAT: (value: number) => Float32Array.of(value),
  DOUBLE: (value: number) => Float64Array.of(value),
  INT64: (value: number) => BigInt64Array.of(BigInt(value)),
};

function attributeOf(name: string, value: Attribute): Message<"AttributeProto"> {
  if (typeof value === "number") return { name, type: attributeTypes.INT, i: value };
  if ("float" in value) return { name, type: attributeTypes.FLOAT, f: value.float };
  if ("floats" in value) return { name, type: attributeTypes.FLOATS, floats: value.floats };
  if ("strings" in value) {
    const strings = value.strings.map((text) => new TextEncoder().encode(text));
    return { name, type: attributeTypes.STRINGS, strings };
  }
  return { name, type: attributeTypes.INTS, ints: value };
}
