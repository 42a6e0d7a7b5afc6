import { cos } from "../../math/cos.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** Two half circles, each with its end inside the other, each a class.   inputs: [n, 2] */
export const twoMoons = (n: number, options: ToyOptions): Dataset =>
  plane("twoMoons", n, 2, readToy("twoMoons", options, 0.1), (label, share) => {
    // sin α = cos (α − π/2)
    const [x, y] = [cos(Math.PI * share), cos(Math.PI * Math.abs(share - 0.5))];
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
