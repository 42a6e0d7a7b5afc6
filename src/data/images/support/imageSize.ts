import { decodeImage } from "./decodeImage.ts";

interface Size {
  width: number;
  height: number;
}

/** Returns the size of a PNG or JPEG image from its header. Throws DataFileError for anything else. */
export function imageSize(bytes: Uint8Array, file: string): Size {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length >= 24 && bytes[0] === 0x89 && bytes[1] === 0x50;
  if (isPng) return { width: view.getUint32(16), height: view.getUint32(20) };
  return (bytes[0] === 0xff && bytes[1] === 0xd8 && jpegSize(view)) || decodeImage(bytes, file);
}

/** Finds the frame header among the segments: a marker with two bytes, then the segment's length with two. */
function jpegSize(view: DataView): Size | null {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // C4, C8 and CC are tables and extensions among the frame headers C0 to CF.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return null;
}
