import { cos, sin } from "../../math/portable.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** Two half circles, each with its end inside the other. */
export const twoMoons = (n: number, options: ToyOptions): Dataset =>
  plane("twoMoons", n, 2, readToy("twoMoons", options, 0.1), (label, share) => {
    const angle = Math.PI * share;
    return label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)];
  });
