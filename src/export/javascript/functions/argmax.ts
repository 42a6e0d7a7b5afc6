/** The index of the largest number, the first of equals. */
export function argmax(x: Float32Array): number {
  let best = 0;
  for (let k = 1; k < x.length; k++) if (x[k] > x[best]) best = k;
  return best;
}
