import type { Shape } from "./shape.ts";

/**
 * Returns the indices of a flat position.
 *
 * @example placeOf(5, [2, 3]) // [1, 2]
 */
export function placeOf(position: number, shape: Shape): number[] {
  let rest = position;
  const place = [...shape].reverse().map((size) => {
    const at = rest % size;
    rest = Math.floor(rest / size);
    return at;
  });
  return place.reverse();
}
