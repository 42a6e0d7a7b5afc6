/** y = a + b */
export function add(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
}

/** y = a − b */
export function sub(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.sub(v128.load(a + i), v128.load(b + i)));
}

/** y = a b */
export function mul(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

/** y = a / b */
export function div(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.div(v128.load(a + i), v128.load(b + i)));
}

/** y = −x */
export function neg(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.neg(v128.load(x + i)));
}
