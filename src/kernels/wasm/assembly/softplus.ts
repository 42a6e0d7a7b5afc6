import { log1p } from "./inline/log";
import { decay, sigma } from "./inline/sigma";

/** y = max(x, 0) + ln(1 + e^(−|x|)). */
export function softplus(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const rest = log1p(decay(value));
    v128.store(y + i, f32x4.add(f32x4.max(value, f32x4.splat(0)), rest));
  }
}

/** dx = dy / (1 + e⁻ˣ). */
export function softplusGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), sigma(v128.load(x + i))));
  }
}
