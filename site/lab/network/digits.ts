import { array } from "../../../src/array/ndArray.ts";
import { avgPool2d, noGrad, type Random, slice, Tensor } from "../../../src/autograd/index.ts";
import { type Dataset, drawnDigits } from "../../../src/data/index.ts";

/** Pixels of a side. */
export const digitSide = 12;

/**
 * Drawn digits of 12 × 12 pixels: the middle 24 × 24 of the library's digits, each pixel the mean of four.
 *
 * inputs: [n, 1, 12, 12] in [0, 1]
 */
export function digits(n: number, options: { random: Random }): Dataset {
  const { inputs, labels, classes } = drawnDigits(n, options);
  const middle = [2, 26] as const;
  const { data } = noGrad(() => avgPool2d(slice(new Tensor(inputs), [null, null, middle, middle]), 2));
  return { inputs: array(data, [n, 1, digitSide, digitSide]), labels, classes };
}
