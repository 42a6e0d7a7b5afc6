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
