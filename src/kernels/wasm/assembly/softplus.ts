import { log1p } from "./inline/log";
import { decay, sigma } from "./inline/sigma";
import { storeTwo } from "./inline/storeTwo";

/** y = max(x, 0) + ln(1 + e^(−|x|)). */
export function softplus(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, valueAt(v128.load(x + i)), valueAt(v128.load(x + i, 16)));
  }
}

// @ts-ignore: decorator
@inline
function valueAt(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p(decay(x)));
}

/** dx = dy / (1 + e⁻ˣ). */
export function softplusGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), sigma(v128.load(x + i))));
  }
}
