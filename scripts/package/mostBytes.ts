/** Bytes that `npm pack` may have. */
export const mostBytes = 700_000;
