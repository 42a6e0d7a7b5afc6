import { expBelow } from "./exp";

/** e^(−|x|), of which σ and 1 − σ are made: it never overflows, and loses no digits for x far below 0. */
// @ts-ignore: decorator
@inline
export function decay(x: v128): v128 {
  return expBelow(v128.or(x, f32x4.splat(-0.0)));
}

/** σ(x) */
// @ts-ignore: decorator
@inline
export function sigma(x: v128): v128 {
  const e = decay(x);
  return f32x4.div(numerator(x, e), f32x4.add(f32x4.splat(1), e));
}

/** The numerator of σ(x) = numerator / (1 + e), for e = e^(−|x|): e below 0, else 1. That of 1 − σ(x) is that of −x. */
// @ts-ignore: decorator
@inline
export function numerator(x: v128, e: v128): v128 {
  return v128.bitselect(e, f32x4.splat(1), f32x4.lt(x, f32x4.splat(0)));
}
