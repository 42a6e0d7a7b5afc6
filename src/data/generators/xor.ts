import type { Random } from "../../autograd/random.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { noiseOf, type ToyOptions } from "./support/toyOptions.ts";

/** Four squares around the origin; a point's class tells whether its coordinates have the same sign. */
export const xor = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("xor", random, n, 2, noiseOf("xor", options, 0), (label) => {
    const x = random.uniform(-1, 1);
    const y = random.uniform(0, 1);
    return [x, x > 0 === (label === 0) ? y : -y];
  });
