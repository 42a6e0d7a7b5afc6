import { sigma } from "./inline/sigma";
import { storeTwo } from "./inline/storeTwo";

/** y = σ(x) = 1 / (1 + e⁻ˣ). */
export function sigmoid(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, sigma(v128.load(x + i)), sigma(v128.load(x + i, 16)));
  }
}

/** dx = dy y (1 − y). */
export function sigmoidGradient(y: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(y + i);
    const slope = f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}
