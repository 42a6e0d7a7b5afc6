/** @file The colours of a decision boundary. */

export type Colour = readonly [red: number, green: number, blue: number];

/** The two classes: blue and orange, which people with any colour vision tell apart. */
export const classColours: readonly [Colour, Colour] = [
  [42, 120, 214],
  [209, 73, 14],
];

/** The strongest share of a class's colour, so that points stay visible. */
const strongest = 0.5;

/** `#10151b` as numbers. */
export function readColour(text: string): Colour {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Probabilities of class 1 as pixels, [4 n]: the page's colour where undecided, a class's colour where sure. */
export function shades(probabilities: Float32Array, page: Colour): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * probabilities.length);
  for (const [i, p] of probabilities.entries()) {
    const colour = classColours[p < 0.5 ? 0 : 1];
    const share = strongest * Math.abs(2 * p - 1);
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = Math.round((1 - share) * page[c] + share * colour[c]);
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
