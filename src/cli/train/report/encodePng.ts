import { deflateSync } from "node:zlib";
import { crc32 } from "../../../checkpoint/formats/support/crc32.ts";

/**
 * Encodes an image of bytes, row by row, as PNG: 1 channel is grey, 3 are red, green and blue.
 * W3C, "Portable Network Graphics (PNG) Specification", third edition, 2025.
 */
export function encodePng(width: number, height: number, channels: 1 | 3, pixels: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  // 8 bits; grey is colour type 0, RGB is 2.
  header.setUint8(8, 8);
  header.setUint8(9, channels === 1 ? 0 : 2);
  const size = width * channels;
  // Each row begins with its filter, 0 for none.
  const rows = new Uint8Array(height * (size + 1));
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * size, (y + 1) * size), y * (size + 1) + 1);
  const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** The length of the data, the type, the data, and the check of type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
