/** Returns where line `at` = o · inner + i along the middle axis of [outer, n, inner] starts. */
export const lineStart = (at: number, length: number, inner: number): number =>
  Math.floor(at / inner) * length * inner + (at % inner);
