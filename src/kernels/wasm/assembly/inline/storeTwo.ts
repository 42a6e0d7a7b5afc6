/**
 * Writes eight numbers. A loop that computes all of them before it writes takes two thirds of the time. The second
 * four fill the waits of the first, and constants are read once for both.
 */
// @ts-ignore: decorator
@inline
export function storeTwo(at: usize, first: v128, second: v128): void {
  v128.store(at, first);
  v128.store(at, second, 16);
}
