/** @file Arithmetic on a vector that lies in several arrays, one per parameter. */
import type { Floats } from "../../array/floats.ts";

export type Blocks = readonly Floats[];

/** x · y */
export function dot(x: Blocks, y: Blocks): number {
  let sum = 0;
  for (const [k, values] of x.entries()) for (let i = 0; i < values.length; i++) sum += values[i] * y[k][i];
  return sum;
}

/** y ← y + a x */
export function addScaled(y: Blocks, a: number, x: Blocks): void {
  for (const [k, values] of x.entries()) for (let i = 0; i < values.length; i++) y[k][i] += a * values[i];
}

/** x ← a x */
export function scale(x: Blocks, a: number): void {
  for (const values of x) for (let i = 0; i < values.length; i++) values[i] *= a;
}
