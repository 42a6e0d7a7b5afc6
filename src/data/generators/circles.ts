import type { Random } from "../../autograd/random.ts";
import { cos, sin } from "../../math/portable.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { noiseOf, type ToyOptions } from "./support/toyOptions.ts";

/** A circle of radius 1 around one of radius 0.5. */
export const circles = (random: Random, n: number, options: ToyOptions = {}): Dataset =>
  plane("circles", random, n, 2, noiseOf("circles", options, 0.05), (label, share) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * cos(2 * Math.PI * share), radius * sin(2 * Math.PI * share)];
  });
