import { log as logOf } from "./inline/log";
import { storeTwo } from "./inline/storeTwo";

/** y = ln x. */
export function log(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, logOf(v128.load(x + i)), logOf(v128.load(x + i, 16)));
  }
}

/** dx = dy / x. */
export function logGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(dx + i, f32x4.div(v128.load(dy + i), v128.load(x + i)));
}
