import { type Shape, showShape } from "../array/shape.ts";
import type { Examples } from "./dataset.ts";

/**
 * Returns 8 hexadecimal digits that identify a data set: shapes, inputs, labels or targets, and the order of examples.
 * A resumed run compares them with its checkpoint, since other data of the same length would pass unnoticed.
 * MurmurHash3 (Appleby 2011): one multiplication per 32-bit word, so 60,000 MNIST images take 0.1 s.
 *
 * @example dataChecksum(dataset("", new Float32Array([0, 1]), [2, 1], [0, 1], 2)) // "b2df642f"
 */
export function dataChecksum(data: Examples): string {
  const { inputs } = data;
  const outputs = "targets" in data ? data.targets : { data: data.labels, shape: [data.labels.length, data.classes] };
  let hash = 0;
  for (const { data: values, shape } of [inputs, outputs]) {
    hash = mixText(hash, showShape(shape as Shape));
    hash = mixWords(hash, new Uint32Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength / 4));
  }
  return finished(hash).toString(16).padStart(8, "0");
}

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

function mixWords(before: number, words: ArrayLike<number>): number {
  let hash = before;
  for (let i = 0; i < words.length; i++) {
    const word = Math.imul(rotateLeft(Math.imul(words[i], 0xcc9e2d51), 15), 0x1b873593);
    hash = (Math.imul(rotateLeft(hash ^ word, 13), 5) + 0xe6546b64) | 0;
  }
  return hash;
}

const mixText = (before: number, text: string): number =>
  mixWords(
    before,
    Array.from(text, (letter) => letter.charCodeAt(0)),
  );

function finished(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
