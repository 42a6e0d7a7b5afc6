import type { Floats } from "../../array/floats.ts";

/** y = eˣ */
export function exp(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]);
}

/** y = tanh x */
export function tanh(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]);
}

/**
 * y = 1 / (1 + e⁻ˣ): for very negative x the exponential overflows to Infinity, and 1 / Infinity is the 0 wanted.
 */
export function sigmoid(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
}

/** y = max(x, 0) */
export function relu(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.max(x[i], 0);
}

/** dx = 0 where x ≤ 0, else dy: at NaN, too */
export function reluGradient(x: Floats, dy: Floats, dx: Floats): void {
  for (let i = 0; i < x.length; i++) dx[i] = x[i] <= 0 ? 0 : dy[i];
}

/** y = x / (1 + e⁻ˣ) */
export function silu(x: Floats, y: Floats): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i] / (1 + Math.exp(-x[i]));
}

/** dx = dy σ (1 + x (1 − σ)), σ = 1 / (1 + e⁻ˣ) */
export function siluGradient(x: Floats, dy: Floats, dx: Floats): void {
  for (let i = 0; i < dx.length; i++) {
    const sigma = 1 / (1 + Math.exp(-x[i]));
    dx[i] = dy[i] * sigma * (1 + x[i] * (1 - sigma));
  }
}
