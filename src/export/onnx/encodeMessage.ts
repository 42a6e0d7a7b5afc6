import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { messages } from "../../generated/onnx.ts";

type Messages = typeof messages;
type Field = readonly [number: number, type: string, list?: "list" | "packed"];

type Value<Type> = Type extends keyof Messages
  ? Message<Type>
  : Type extends "string"
    ? string
    : Type extends "bytes"
      ? Uint8Array
      : number;

/** The fields of a message of ONNX, all of them optional. */
export type Message<Name extends keyof Messages> = {
  readonly [F in keyof Messages[Name]]?: Messages[Name][F] extends readonly [number, infer Type, string]
    ? readonly Value<Type>[]
    : Messages[Name][F] extends readonly [number, infer Type]
      ? Value<Type>
      : never;
};

/** How each scalar is written: https://protobuf.dev/programming-guides/encoding/ */
const wireTypes: Readonly<Record<string, WireType>> = {
  float: WireType.Bit32,
  double: WireType.Bit64,
  int32: WireType.Varint,
  int64: WireType.Varint,
  uint64: WireType.Varint,
};

/** Returns the bytes of a message of ONNX in the encoding of Protocol Buffers. */
export function encodeMessage<Name extends keyof Messages>(
  name: Name,
  message: Message<Name>,
): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writeMessage(writer, name, message);
  return writer.finish();
}

function writeMessage(writer: BinaryWriter, name: keyof Messages, message: Readonly<Record<string, unknown>>): void {
  for (const [field, [number, type, list]] of Object.entries<Field>(messages[name])) {
    const value = message[field];
    if (value === undefined) continue;
    const values = (list === undefined ? [value] : value) as readonly unknown[];
    if (list === "packed" && values.length > 0) {
      writer.tag(number, WireType.LengthDelimited).fork();
      for (const one of values) writeValue(writer, type, one);
      writer.join();
    } else if (list !== "packed") {
      for (const one of values) writeValue(writer.tag(number, wireTypes[type] ?? WireType.LengthDelimited), type, one);
    }
  }
}

function writeValue(writer: BinaryWriter, type: string, value: unknown): void {
  if (type === "string") writer.string(value as string);
  else if (type === "bytes") writer.bytes(value as Uint8Array<ArrayBuffer>);
  else if (type in wireTypes) writer[type as "int32"](value as number);
  else {
    writer.fork();
    writeMessage(writer, type as keyof Messages, value as Readonly<Record<string, unknown>>);
    writer.join();
  }
}
