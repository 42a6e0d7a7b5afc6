import { cos, sin } from "../../math/portable.ts";
import type { Dataset } from "../dataset.ts";
import { plane } from "./support/plane.ts";
import { readToy, type ToyOptions } from "./support/toyOptions.ts";

/** A circle of radius 1 around one of radius 0.5, each a class.   inputs: [n, 2] */
export const circles = (n: number, options: ToyOptions): Dataset =>
  plane("circles", n, 2, readToy("circles", options, 0.05), (label, share) => {
    const radius = label === 0 ? 1 : 0.5;
    return [radius * cos(2 * Math.PI * share), radius * sin(2 * Math.PI * share)];
  });
