/** @file The two ways from one value to another, for a share x of the way, 0 to 1. */
import { cos } from "../../math/cos.ts";

/** Half a cosine: slow at both ends. */
export const annealCosine = (from: number, to: number, x: number): number =>
  to + 0.5 * (from - to) * (1 + cos(Math.PI * x));

export const annealLinear = (from: number, to: number, x: number): number => from + (to - from) * x;
