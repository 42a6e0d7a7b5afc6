/** a / b, and 0 where b is 0: in an update, a weight about which nothing is known yet does not move. */
export const safeDivide = (a: number, b: number): number => (b === 0 ? 0 : a / b);
