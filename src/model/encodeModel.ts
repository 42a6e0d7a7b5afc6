import { encodeSafetensors } from "../checkpoint/formats/encodeSafetensors.ts";
import { checksum } from "../checkpoint/support/checksum.ts";
import { storedModel } from "../checkpoint/weights/support/storedModel.ts";
import type { Module } from "../nn/index.ts";
import type { ModelNotes } from "./modelNotes.ts";
import { makeRecord } from "./support/makeRecord.ts";
import { checkedText, recordTexts } from "./support/recordTexts.ts";
import { formatVersion } from "./support/versions.ts";

/**
 * Returns a model as the bytes of one safetensors file: weights, and in `__metadata__` all that `loadModel` needs.
 * Every reader of safetensors reads the weights, under PyTorch's names.
 *
 * Throws TypeError if a layer is a custom class. Throws RangeError or FileFormatError if layers, input shape and class
 * names do not fit each other. The same model gives the same bytes.
 *
 * @example encodeModel(new Sequential(new Linear(2, 3, { random: new Random(1) })), { inputShape: [2] }).length > 36
 * // true
 */
export function encodeModel(model: Module, notes: ModelNotes): Uint8Array<ArrayBuffer> {
  const texts = recordTexts(makeRecord(model, notes));
  const tensors = storedModel(model.stateDict());
  const metadata = new Map([
    ["format", "pt"],
    ["downhill_model", formatVersion],
    ...texts,
    ["crc32", checksum(checkedText(texts), tensors)],
  ]);
  return encodeSafetensors({ tensors, metadata });
}
