import { exp as expOf } from "./inline/exp";
import { storeTwo } from "./inline/storeTwo";

/** y = eˣ. */
export function exp(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, expOf(v128.load(x + i)), expOf(v128.load(x + i, 16)));
  }
}

/** dx = dy y. */
export function expGradient(y: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(dx + i, f32x4.mul(v128.load(dy + i), v128.load(y + i)));
}
