import { exp } from "./inline/exp";

/** y = σ(x) = 1 / (1 + e⁻ˣ). `n` is rounded up to 4: there is room. */
export function sigmoid(x: usize, y: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(y + i, f32x4.div(one, f32x4.add(one, exp(f32x4.neg(v128.load(x + i))))));
  }
}
