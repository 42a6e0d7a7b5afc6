import { log1p } from "./inline/log";
import { total } from "./inline/pairs";
import { within } from "./inline/part";
import { decay, numerator } from "./inline/sigma";

/** Σ (1 − t) max(x, 0) + t max(−x, 0) + ln(1 + e^(−|x|)), in f64. A factor of 0 gives 0, also at ±∞. */
export function binaryLoss(x: usize, t: usize, n: i32): f64 {
  const zero = f32x4.splat(0);
  let sum = f64x2.splat(0);
  for (let i = 0; i < n; i += 4) {
    const value = v128.load(x + (<usize>i << 2));
    const target = v128.load(t + (<usize>i << 2));
    const factor = v128.bitselect(f32x4.sub(f32x4.splat(1), target), target, f32x4.gt(value, zero));
    const linear = v128.and(f32x4.mul(factor, f32x4.abs(value)), f32x4.ne(factor, zero));
    const loss = within(f32x4.add(linear, log1p(decay(value))), n - i);
    const upper = v128.shuffle<u64>(loss, loss, 1, 0);
    sum = f64x2.add(sum, f64x2.add(f64x2.promote_low_f32x4(loss), f64x2.promote_low_f32x4(upper)));
  }
  return total(sum);
}

/** dx = scale ((1 − t) σ(x) − t σ(−x)), which is scale (σ(x) − t) without the digits that 1 − t would cancel. */
export function binaryLossGradient(x: usize, t: usize, dx: usize, n: i32, scale: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const e = decay(value);
    const target = v128.load(t + i);
    const up = f32x4.mul(numerator(value, e), f32x4.sub(f32x4.splat(1), target));
    const down = f32x4.mul(numerator(f32x4.neg(value), e), target);
    const difference = f32x4.div(f32x4.sub(up, down), f32x4.add(f32x4.splat(1), e));
    v128.store(dx + i, f32x4.mul(difference, f32x4.splat(scale)));
  }
}
