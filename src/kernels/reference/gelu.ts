import type { Floats } from "../../array/floats.ts";
import { erf } from "../../math/erf.ts";

/** y = x Φ(x) */
export function gelu(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i] * normalCdf(x[i]);
}

/** dx = dy (Φ(x) + x φ(x)) */
export function geluGradient(x: Floats, dy: Floats, dx: Floats): void {
  for (let i = 0; i < dx.length; i++) {
    const density = Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI);
    dx[i] = dy[i] * (normalCdf(x[i]) + x[i] * density);
  }
}

/** Φ(x), the probability that a standard normal number is below x. */
const normalCdf = (x: number): number => 0.5 * (1 + erf(x / Math.SQRT2));

const scale = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/** √(2/π) (x + 0.044715 x³). In V8 `x ** 3` takes ten times as long. */
const scaled = (x: number): number => scale * (x + cubic * x * x * x);

/** y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))) */
export function tanhGelu(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = 0.5 * x[i] * (1 + Math.tanh(scaled(x[i])));
}

/** dx = dy y′, the derivative of `tanhGelu` */
export function tanhGeluGradient(x: Floats, dy: Floats, dx: Floats): void {
  for (let i = 0; i < dx.length; i++) {
    const t = Math.tanh(scaled(x[i]));
    const slope = (1 - t * t) * scale * (1 + 3 * cubic * x[i] * x[i]);
    dx[i] = dy[i] * 0.5 * (1 + t + x[i] * slope);
  }
}
