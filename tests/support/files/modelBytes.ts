import { Random } from "../../../src/autograd/index.ts";
import { decodeSafetensors, encodeSafetensors } from "../../../src/checkpoint/index.ts";
import { checksum } from "../../../src/checkpoint/support/checksum.ts";
import { encodeModel } from "../../../src/model/index.ts";
import { checkedText } from "../../../src/model/support/recordTexts.ts";
import { Linear, ReLU, Sequential } from "../../../src/nn/index.ts";

export const mlp = (seed = 1) => {
  const random = new Random(seed);
  return new Sequential(new Linear(2, 3, { random }), new ReLU(), new Linear(3, 2, { random }));
};

/** The bytes of a model file after a change, with the checksum of the changed file. */
export function changed(
  change: (metadata: Map<string, string>) => void,
  bytes = encodeModel(mlp(), { inputShape: [2] }),
) {
  const { tensors, metadata } = decodeSafetensors(bytes);
  change(metadata);
  metadata.set("crc32", checksum(checkedText(metadata), tensors));
  return encodeSafetensors({ tensors, metadata });
}
