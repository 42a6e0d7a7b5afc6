/** @file Every format cut off after every byte, with a byte too many, and with every bit flipped. */
import { expect, it } from "vitest";
import { formats, verdict } from "../support/files/brokenFiles.ts";

const binary = Object.entries(formats).filter(([name]) => !name.startsWith("csv"));

it.each(binary)("%s: cut off after any number of bytes is refused", (_, format) => {
  for (let length = 0; length < format.intact.length; length++)
    expect(verdict(format, format.intact.slice(0, length)), `${length} bytes`).not.toBeNull();
});

// Every reader ignores bytes after the end of a gzip stream.
it.each(binary.filter(([name]) => name !== "idx.gz"))("%s: with a byte too many is refused", (_, format) => {
  expect(verdict(format, Uint8Array.from([...format.intact, 0]))).not.toBeNull();
});

it.each(Object.entries(formats))(
  "%s: intact it is read; with any one bit flipped it is read or refused, no more",
  (_, format) => {
    expect(verdict(format, format.intact)).toBeNull();
    const bytes = format.intact.slice();
    for (let bit = 0; bit < 8 * Math.min(bytes.length, 700); bit++) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      verdict(format, bytes);
      bytes[bit >> 3] ^= 1 << (bit & 7);
    }
  },
);

it("a checkpoint with one bit flipped is refused wherever the bit is, spaces after the header aside", () => {
  const { intact } = formats.checkpoint;
  const bytes = intact.slice();
  const headerEnd = 8 + Number(new DataView(intact.buffer).getBigUint64(0, true));
  let padding = headerEnd;
  while (bytes[padding - 1] === 0x20) padding--;
  for (let at = 0; at < bytes.length; at++) {
    if (at >= padding && at < headerEnd) continue;
    bytes[at] ^= 1 << (at & 7);
    expect(verdict(formats.checkpoint, bytes), `bit ${at & 7} of byte ${at}`).not.toBeNull();
    bytes[at] = intact[at];
  }
});
