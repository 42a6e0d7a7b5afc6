import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-web";
import type { Tensor } from "../../../src/autograd/index.ts";

/** Runs an ONNX model on examples, in onnxruntime's WebAssembly on one thread. */
export async function runOnnx(bytes: Uint8Array, x: Tensor): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const session = await InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  const [metadata] = session.inputMetadata;
  const type = metadata.isTensor ? metadata.type : "";
  const input =
    type === "int64"
      ? new OrtTensor(
          "int64",
          BigInt64Array.from(x.data, (value) => BigInt(value)),
          x.shape,
        )
      : new OrtTensor("float32", Float32Array.from(x.data), x.shape);
  const { output } = await session.run({ input });
  await session.release();
  return { data: output.data as Float32Array, dims: output.dims };
}

/** Runs an ONNX model on the columns of a table, each [rows, 1]: texts, or Float64 numbers. */
export async function runColumns(
  bytes: Uint8Array,
  columns: Readonly<Record<string, readonly (string | number)[]>>,
): Promise<Record<string, unknown[]>> {
  const session = await InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  const feeds = Object.entries(columns).map(([name, values]): [string, OrtTensor] => {
    const shape = [values.length, 1];
    const isText = typeof values[0] === "string";
    return [
      name,
      isText
        ? new OrtTensor("string", values as string[], shape)
        : new OrtTensor("float64", Float64Array.from(values as number[]), shape),
    ];
  });
  const results = await session.run(Object.fromEntries(feeds));
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]));
}
