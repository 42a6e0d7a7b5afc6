/** @file Softmax on plain arrays. */
import { softmaxGradient as gradientAlong, softmax as softmaxAlong } from "../../../kernels/reference/softmax.ts";

/** yᵢ = e^xᵢ / Σⱼ e^xⱼ along the axis `length` of [outer, length, inner] */
export function softmax(x: Float32Array, length: number, inner: number): Float32Array {
  const y = new Float32Array(x.length);
  softmaxAlong(x, y, x.length / (length * inner), length, inner);
  return y;
}

/** ∂L/∂x = y (∂L/∂y − Σⱼ ∂L/∂yⱼ yⱼ) */
export function softmaxGradient(dy: Float32Array, y: Float32Array, length: number, inner: number): Float32Array {
  const dx = new Float32Array(y.length);
  gradientAlong(y, dy, dx, y.length / (length * inner), length, inner);
  return dx;
}
