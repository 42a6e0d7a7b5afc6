import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** Two round clouds, around (1, 1) and (−1, −1), each a class. A straight line separates them best.   inputs: [n, 2] */
export const gauss = (n: number, options: ToyOptions): Dataset =>
  plane("gauss", n, 2, readToy("gauss", options, 0.5), (label) => (label === 0 ? [1, 1] : [-1, -1]));
