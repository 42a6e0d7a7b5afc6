/** The natural logarithm. */
export const log = Math.log;

/** xⁿ for a whole n ≥ 0, by repeated squaring: only multiplications, so every engine gives the same bits. */
export function power(x: number, n: number): number {
  let result = 1;
  for (let square = x, rest = n; rest > 0; rest = Math.floor(rest / 2), square *= square) {
    if (rest % 2 === 1) result *= square;
  }
  return result;
}
