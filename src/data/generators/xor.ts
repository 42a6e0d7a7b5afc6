import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/**
 * Four squares around the origin; a point's class tells whether its coordinates have the same sign.   inputs: [n, 2]
 */
export const xor = (n: number, options: ToyOptions): Dataset =>
  plane("xor", n, 2, readToy("xor", options, 0), (label) => {
    const x = options.random.uniform(-1, 1);
    const y = options.random.uniform(0, 1);
    return [x, x > 0 === (label === 0) ? y : -y];
  });
