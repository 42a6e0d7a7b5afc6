import { exp } from "./inline/exp";

/** y = eˣ. */
export function exponential(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, exp(v128.load(x + i)));
}
