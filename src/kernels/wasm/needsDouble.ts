/** True if the number, or a product with it, might leave the range of f32. */
export const needsDouble = (value: number): boolean =>
  Math.abs(value) > 1e18 || (value !== 0 && Math.abs(value) < 1e-36);
