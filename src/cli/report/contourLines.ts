import { contours } from "d3-contour";
import type { Surface } from "../../data/surfaces/surface.ts";
import { valuesOnGrid } from "../../data/surfaces/valuesOnGrid.ts";
import { quantile } from "../../math/quantile.ts";
import { linePath } from "./svg.ts";

/** Returns the outline of {f ≥ threshold} for each level as a path, from low to high. Equal areas lie between them. */
export function contourLines(
  surface: Surface,
  { cells, levels }: { cells: number; levels: number },
  to: (x: number, y: number) => readonly [x: number, y: number],
): string[] {
  const values = [...valuesOnGrid(surface, cells)];
  const thresholds = Array.from({ length: levels }, (_, i) => quantile(values, (i + 0.5) / levels));
  const [[x0, x1], [y0, y1]] = surface.domain;
  // d3-contour counts cells, whose values lie at their centres.
  const at = (low: number, high: number, cell: number): number => low + ((cell - 0.5) / (cells - 1)) * (high - low);
  const rings = contours().size([cells, cells]).thresholds(thresholds)(values);
  return rings.map(({ coordinates }) =>
    coordinates
      .flat()
      .map((ring) => `${linePath(ring.map(([x, y]) => to(at(x0, x1, x), at(y0, y1, y))))}Z`)
      .join(""),
  );
}
