/** The largest finite and the smallest normal number of f32. */
const [largest, smallest] = [(2 - 2 ** -23) * 2 ** 127, 2 ** -126];

/** True if f32 keeps the number's digits: it is NaN, infinite, 0, or within the range of normal numbers. */
export function fitsSingle(value: number): boolean {
  const size = Math.abs(value);
  return !(size > largest ? size < Infinity : size < smallest && size > 0);
}
