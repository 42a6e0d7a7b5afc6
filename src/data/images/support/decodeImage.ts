import { decode as decodePng } from "fast-png";
import decodeJpeg from "jpeg-js/lib/decoder.js";
import { DataFileError } from "../../dataFileError.ts";

/** An image as read: bytes of red, green and blue, row by row. */
export interface Image {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** 64 million pixels: more than any camera, and 192 MB of bytes. */
const mostPixels = 2 ** 26;

/** Decodes a PNG or JPEG image. What is transparent becomes white. Throws DataFileError for anything else. */
export function decodeImage(bytes: Uint8Array, file: string): Image {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return fromPng(bytes, file);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return fromJpeg(bytes, file);
  throw new DataFileError(file, "a PNG or JPEG image", bytes.length === 0 ? "an empty file" : "another file");
}

function fromPng(bytes: Uint8Array, file: string): Image {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The header is the first chunk; a broken one is found by the decoder.
  if (bytes.length >= 24) checkSize(view.getUint32(16), view.getUint32(20), file);
  const { width, height, data, channels, depth, palette } = inWords(file, () => decodePng(bytes, { checkCrc: true }));
  const rgb = new Uint8Array(3 * width * height);
  const top = depth === 16 ? 65535 : palette ? 255 : 2 ** depth - 1;
  const samples = depth < 8 ? unpacked(data, width, height, channels, depth) : data;
  for (let i = 0; i < width * height; i++) {
    const color = palette?.[samples[i]] ?? [];
    const at = (channel: number): number => (palette ? (color[channel] ?? 255) : samples[i * channels + channel]) / top;
    const alpha = palette ? (color.length > 3 ? at(3) : 1) : channels === 2 || channels === 4 ? at(channels - 1) : 1;
    for (let c = 0; c < 3; c++) {
      const value = at(palette || channels > 2 ? c : 0);
      rgb[3 * i + c] = Math.round(255 * (alpha * value + 1 - alpha));
    }
  }
  return { width, height, rgb };
}

/** Samples of 1, 2 or 4 bits, which are packed into the bytes of each row. */
function unpacked(data: ArrayLike<number>, width: number, height: number, channels: number, depth: number): Uint8Array {
  const perRow = width * channels;
  const stride = Math.ceil((perRow * depth) / 8);
  const mask = 2 ** depth - 1;
  return Uint8Array.from({ length: perRow * height }, (_, i) => {
    const bit = (i % perRow) * depth;
    const byte = data[Math.floor(i / perRow) * stride + (bit >> 3)];
    return (byte >> (8 - depth - (bit & 7))) & mask;
  });
}

function fromJpeg(bytes: Uint8Array, file: string): Image {
  const { width, height, data } = inWords(file, () =>
    decodeJpeg(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: 2048,
    }),
  );
  return { width, height, rgb: data };
}

function checkSize(width: number, height: number, file: string): void {
  if (width * height > mostPixels)
    throw new DataFileError(file, `an image of at most ${mostPixels} pixels`, `${width} by ${height}`);
}

function inWords<T>(file: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw new DataFileError(file, "an intact PNG or JPEG image", `damage: ${(error as Error).message}`);
  }
}
