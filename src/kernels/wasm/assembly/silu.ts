import { exp } from "./inline/exp";

/** y = x / (1 + e⁻ˣ). */
export function silu(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    v128.store(y + i, f32x4.div(value, f32x4.add(f32x4.splat(1), exp(f32x4.neg(value)))));
  }
}

/** With σ = 1 / (1 + e⁻ˣ): dx = dy σ (1 + x (1 − σ)). */
export function siluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const e = exp(f32x4.neg(value));
    const sigma = f32x4.div(one, f32x4.add(one, e));
    // 1 − σ = e σ, for e = Infinity too.
    const rest = v128.bitselect(f32x4.mul(e, sigma), f32x4.sub(one, sigma), f32x4.le(e, one));
    const slope = f32x4.mul(sigma, f32x4.add(one, f32x4.mul(value, rest)));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}
