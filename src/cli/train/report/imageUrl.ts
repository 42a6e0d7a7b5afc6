import type { Examples } from "../../../data/dataset.ts";
import { encodePng } from "./encodePng.ts";

/** Returns an example of [n, channels, height, width] as a PNG in a data URL. Its extremes become black and white. */
export function imageUrl({ inputs: { data, shape } }: Examples, index: number): string {
  const [, channels, height, width] = shape;
  const pixels = height * width;
  const values = Array.from(data.subarray(index * channels * pixels, (index + 1) * channels * pixels));
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const shown = channels === 3 ? 3 : 1;
  const bytes = Uint8Array.from({ length: shown * pixels }, (_, i) => {
    const value = values[(i % shown) * pixels + Math.floor(i / shown)];
    return Math.round((255 * (value - low)) / (high - low || 1));
  });
  const png = encodePng(width, height, shown, bytes);
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
