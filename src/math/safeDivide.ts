/** Returns a / b, or 0 where b is 0. In an update, a weight without gradients so far then does not move. */
export const safeDivide = (a: number, b: number): number => (b === 0 ? 0 : a / b);
