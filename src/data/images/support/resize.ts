import type { Image } from "./decodeImage.ts";

/** Two ways to fit an image of another shape: keep its middle, or all of it. */
export const fits = ["crop", "stretch"] as const;
export type Fit = (typeof fits)[number];

/**
 * Returns an image at another size: each new pixel is the mean of the area it covers. "crop" first cuts the largest
 * part of the wanted shape from the middle, "stretch" keeps everything.
 *
 * →   [3, height, width] from 0 to 1
 */
export function resize(image: Image, height: number, width: number, fit: Fit): Float32Array {
  const scale = Math.min(image.width / width, image.height / height);
  const [across, down] = fit === "crop" ? [scale * width, scale * height] : [image.width, image.height];
  const columns = shares((image.width - across) / 2, across, width, image.width);
  const rows = shares((image.height - down) / 2, down, height, image.height);
  const values = new Float32Array(3 * height * width);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (const [row, rowShare] of rows[y])
          for (const [column, share] of columns[x])
            sum += rowShare * share * image.rgb[3 * (row * image.width + column) + c];
        values[(c * height + y) * width + x] = sum / 255;
      }
  return values;
}

/** For each of `count` new pixels: the old ones it covers, with the share of each. */
function shares(start: number, length: number, count: number, most: number): [index: number, share: number][][] {
  const step = length / count;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [start + i * step, start + (i + 1) * step];
    const parts: [number, number][] = [];
    for (let k = Math.floor(from); k < to && k < most; k++) {
      const part = Math.min(to, k + 1) - Math.max(from, k);
      if (part > 1e-9 * step) parts.push([k, part / step]);
    }
    return parts;
  });
}
