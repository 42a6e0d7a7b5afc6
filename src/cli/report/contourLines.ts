import type { Surface } from "../../data/surfaces/surface.ts";
import { valuesOnGrid } from "../../data/surfaces/valuesOnGrid.ts";
import { quantile } from "../../math/quantile.ts";
import { outlines } from "./outlines.ts";

/**
 * Returns the outline of {f ≥ threshold} for each level as a path, from low to high. Equal areas lie between them.
 * Lines leave out places where f is not finite.
 */
export function contourLines(
  surface: Surface,
  { cells, levels }: { cells: number; levels: number },
  to: (x: number, y: number) => readonly [x: number, y: number],
): string[] {
  const values = [...valuesOnGrid(surface, cells)];
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const thresholds = Array.from({ length: levels }, (_, i) => quantile(finite, (i + 0.5) / levels));
  return outlines({ values, domain: surface.domain }, thresholds, to);
}
