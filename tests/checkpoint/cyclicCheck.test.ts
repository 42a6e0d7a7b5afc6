import { crc32 as zlibCrc32 } from "node:zlib";
import { expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import { crc32 } from "../../src/checkpoint/formats/support/crc32.ts";
import { crc32c } from "../../src/checkpoint/formats/support/crc32c.ts";

const random = new Random(1);
const bytes = Uint8Array.from({ length: 40 }, () => random.integer(256));

/** The definition: division bit by bit. */
function divided(text: Uint8Array, polynomial: number): number {
  let remainder = -1;
  for (const byte of text) {
    remainder ^= byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1;
  }
  return ~remainder >>> 0;
}

it.each(Array.from({ length: 12 }, (_, length) => length))(
  "crc32 and crc32c divide %i bytes at any offset",
  (length) => {
    for (let start = 0; start < 5; start++) {
      const text = bytes.subarray(start, start + length);
      expect(crc32(text)).toBe(divided(text, 0xedb88320));
      expect(crc32(text)).toBe(zlibCrc32(text));
      expect(crc32c(text)).toBe(divided(text, 0x82f63b78));
    }
  },
);

it.each([1, 3, 4, 9, 39])("the check of %i bytes continues with the rest", (length) => {
  expect(crc32(bytes.subarray(length), crc32(bytes.subarray(0, length)))).toBe(crc32(bytes));
});
