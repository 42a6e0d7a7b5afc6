/** Returns the place of the first element of a line along the middle axis of [outer, length, inner]. `at`: o · inner + i. */
export const lineStart = (at: number, length: number, inner: number): number =>
  Math.floor(at / inner) * length * inner + (at % inner);
