import type { Surface } from "./surface.ts";

/** Returns the map from a surface's frame to a square picture, in pixels from its upper left corner. */
export function toSquare(
  { domain: [[x0, x1], [y0, y1]] }: Surface,
  size: number,
): (x: number, y: number) => [left: number, top: number] {
  return (x, y) => [((x - x0) / (x1 - x0)) * size, (1 - (y - y0) / (y1 - y0)) * size];
}
