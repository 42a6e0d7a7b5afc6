import { contours } from "d3-contour";
import type { Point } from "../../data/surfaces/surface.ts";
import { linePath } from "./svg.ts";

/** Values on a square grid over a domain: rows from low to high y, columns from low to high x. */
export interface Grid {
  values: readonly number[];
  domain: readonly [x: Point, y: Point];
}

/** Returns the outline of {values ≥ threshold} for each threshold as a path, in pixels by `to`. */
export function outlines(
  { values, domain: [[x0, x1], [y0, y1]] }: Grid,
  thresholds: readonly number[],
  to: (x: number, y: number) => readonly [x: number, y: number],
): string[] {
  const cells = Math.sqrt(values.length);
  // d3-contour counts cells, whose values lie at their centres.
  const at = (low: number, high: number, cell: number): number => low + ((cell - 0.5) / (cells - 1)) * (high - low);
  const rings = contours()
    .size([cells, cells])
    .thresholds([...thresholds])([...values]);
  return rings.map(({ coordinates }) =>
    coordinates
      .flat()
      .map((ring) => `${linePath(ring.map(([x, y]) => to(at(x0, x1, x), at(y0, y1, y))))}Z`)
      .join(""),
  );
}
