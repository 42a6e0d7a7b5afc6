import type { Image } from "./decodeImage.ts";
import { type Fit, resize } from "./resize.ts";

/** Returns whether every pixel has the same red, green and blue. */
export function isGrey({ rgb }: Image): boolean {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
}

/**
 * Returns the inputs of an image.   → [channels, height, width] from 0 to 1
 *
 * With one channel a colour becomes its brightness, 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).
 */
export function imageValues(image: Image, height: number, width: number, channels: 1 | 3, fit: Fit): Float32Array {
  const values = resize(image, height, width, fit);
  if (channels === 3) return values;
  const size = height * width;
  if (isGrey(image)) return values.slice(0, size);
  return Float32Array.from(
    { length: size },
    (_, i) => 0.299 * values[i] + 0.587 * values[i + size] + 0.114 * values[i + 2 * size],
  );
}
